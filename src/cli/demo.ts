import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rules } from '../../rules/index.ts';
import { EXIT, type ExitStatus } from '../engine/exit-status.ts';
import { scenarioNamed, startSandbox } from '../sandbox/index.ts';
import { parseOutputs } from './outputs.ts';
import { useSandbox } from './sandbox.ts';
import { runScan } from './scan.ts';

/** The role that the sandbox's accounts let the caller assume. */
const ROLE = { roleName: 'OrganizationAccountAccessRole', sessionName: 'trailgate', externalId: null } as const;
const REPORTS = { html: 'report.html', sarif: 'report.sarif', json: 'report.json' } as const;

export interface DemoCommand {
  /** Where the reports go; made if it is not there. */
  readonly folder: string;
  readonly quiet: boolean;
  readonly color: boolean;
}

/** Scans an organization that runs inside this process, and says where its reports are. Findings do not fail it. */
export async function runDemo({ folder, quiet, color }: DemoCommand): Promise<ExitStatus> {
  const { description, world, conditions } = scenarioNamed('demo');
  await mkdir(folder, { recursive: true });
  const sandbox = await startSandbox({ ...conditions, world });
  try {
    process.stderr.write(`Scanning a sandbox on ${sandbox.endpoint}, no AWS involved: ${description}.\n`);
    useSandbox(sandbox.environment);
    const status = await runScan({
      selection: { organization: true, accounts: [], exclude: [], organizationalUnits: [] },
      role: ROLE,
      regions: null,
      profile: null,
      rateShare: 1,
      inventory: { keep: 'no', folder: null },
      shard: null,
      deadline: null,
      quiet,
      conclusion: async () => ({
        rules,
        outputs: parseOutputs(Object.entries(REPORTS).map(([format, file]) => `${format}=${join(folder, file)}`)),
        baseline: null,
        tolerance: { failOn: 'never', onlyNew: false, failOnUnknown: false },
        quiet,
        color,
      }),
    });
    if (status === EXIT.clean) process.stdout.write(whereToLook(folder));
    return status;
  } finally {
    await sandbox.stop();
  }
}

function whereToLook(folder: string): string {
  const at = (file: string) => resolve(folder, file);
  return [
    '',
    'The same findings as reports:',
    `  HTML   ${at(REPORTS.html)}`,
    `         open it in a browser: ${pathToFileURL(at(REPORTS.html)).href}`,
    `  SARIF  ${at(REPORTS.sarif)}`,
    '         for GitHub code scanning and SARIF viewers',
    `  JSON   ${at(REPORTS.json)}`,
    '         for programs; its schema is in the package under schemas/',
    '',
  ].join('\n');
}
