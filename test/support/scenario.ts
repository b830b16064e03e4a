import { rules } from '../../rules/index.ts';
import type { EvidenceKey } from '../../src/model/catalog.ts';
import type { CoverageRow, Finding, ScanDescription } from '../../src/model/report.ts';
import type { Sandbox, Scenario } from '../../src/sandbox/index.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { trailgate, without } from './trailgate.ts';

/** The questions of which moto and the sandbox are made to hold the same answers. */
const HELD_BY_BOTH: ReadonlySet<EvidenceKey> = new Set<EvidenceKey>([
  'organizations.organization',
  'organizations.accounts',
  'cloudtrail.organization-trails',
  'account.regions',
  'cloudtrail.trail-details',
  'iam.roles',
  'cloudtrail.trails',
  'apigateway.account',
  'apigateway.apis',
]);

/** The rules that rest on those questions alone, as arguments of a scan. */
export const RULES_ON_BOTH: readonly string[] = rules
  .filter(({ needs }) => needs.every((key) => HELD_BY_BOTH.has(key)))
  .flatMap(({ id }) => ['--rules', id]);

export interface ScannedScenario {
  readonly status: number | null;
  readonly stderr: string;
  readonly report: {
    readonly scan: ScanDescription;
    readonly findings: readonly Finding[];
    readonly coverage: readonly CoverageRow[];
  };
  /** As it was when the scan had ended. */
  readonly sandbox: Sandbox;
}

/** Scans a scenario with the command line, in a process of its own, over HTTP. */
export async function scanScenario(scenario: Scenario, args: readonly string[] = []): Promise<ScannedScenario> {
  const sandbox = await startSandbox({ ...scenario.conditions, world: scenario.world });
  try {
    const whole = scenario.world.organization === null ? [] : ['--organization'];
    const { status, stdout, stderr } = await trailgate(
      [
        'scan',
        ...whole,
        '--role-name',
        'OrganizationAccountAccessRole',
        '--rate-share',
        '1',
        '--report',
        'json',
        '--quiet',
        ...args,
      ],
      { env: sandboxEnvironment(sandbox) },
    );
    return { status, stderr, report: JSON.parse(stdout), sandbox };
  } finally {
    await sandbox.stop();
  }
}

/** Ours, without whatever would lead to AWS or tells of the workflow that runs the tests. */
export function sandboxEnvironment({ environment }: Pick<Sandbox, 'environment'>): NodeJS.ProcessEnv {
  return { ...without('AWS_', without('GITHUB_', process.env)), ...environment };
}
