import { Failure } from '../engine/failure.ts';
import { shell } from '../model/remediation.ts';
import { scenarios, startSandbox } from '../sandbox/index.ts';

/** The scenarios, a line each. */
export function listScenarios(): string {
  const widest = Math.max(...scenarios.map(({ name }) => name.length));
  return scenarios.map(({ name, description }) => `${name.padEnd(widest)}  ${description}\n`).join('');
}

export interface SandboxCommand {
  readonly scenario: string;
  /** Null: a free one. */
  readonly port: number | null;
  /** AWS's documented request rates. */
  readonly rates: boolean;
}

/** Serves a scenario until it is interrupted, having printed the environment that leads a scanner to it. */
export async function runSandbox({ scenario, port, rates }: SandboxCommand): Promise<void> {
  const found = scenarios.find(({ name }) => name === scenario);
  if (found === undefined) {
    throw new Failure('usage', `no scenario is called ${scenario}; see them with: trailgate sandbox --list`);
  }
  const sandbox = await startSandbox({
    ...found.conditions,
    world: found.world,
    ...(rates ? {} : { rates: 'off' }),
    ...(port === null ? {} : { port }),
  }).catch((error: Error) => {
    throw new Failure('impossible', `the sandbox cannot be started: ${error.message}`);
  });
  // Before anything is printed, because whoever reads it may stop us at once.
  const ended = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  const variables = Object.entries(sandbox.environment).map(([name, value]) => `export ${name}=${shell`${value}`}\n`);
  process.stdout.write(variables.join(''));
  process.stderr.write(
    `The sandbox runs until Ctrl-C: ${found.description}.\nIn another terminal, set the variables above, and then:\n  trailgate scan --organization --role-name OrganizationAccountAccessRole\n`,
  );
  await ended;
  await sandbox.stop();
}

/** Makes this process talk to a sandbox, and forget whatever led it to AWS. */
export function useSandbox(environment: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' }, environment);
}
