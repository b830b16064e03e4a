import type { CoverageRow, Finding, ScanDescription } from '../../src/model/report.ts';
import type { Sandbox, Scenario } from '../../src/sandbox/index.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { trailgate } from './trailgate.ts';

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
      ['scan', ...whole, '--role-name', 'OrganizationAccountAccessRole', '--rate-share', '1', '--report', 'json', '--quiet', ...args],
      { env: sandboxEnvironment(sandbox) },
    );
    return { status, stderr, report: JSON.parse(stdout), sandbox };
  } finally {
    await sandbox.stop();
  }
}

/** Ours, without whatever would lead to AWS. */
export function sandboxEnvironment({ environment }: Pick<Sandbox, 'environment'>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return { ...Object.fromEntries(own), ...environment };
}
