import { scenarioNamed } from './scenarios/index.ts';
import type { Sandbox, SandboxOptions } from './server.ts';
import { startSandbox } from './server.ts';
import type { GenerateOptions } from './world/generate.ts';
import { generate } from './world/generate.ts';

/** What a process of its own is told, as JSON in its first argument. */
export type ServeOptions = Omit<SandboxOptions, 'world'> &
  ({ readonly scenario: string } | { readonly generate: GenerateOptions });

/**
 * A sandbox in a process of its own. It writes its environment as one line of JSON, and lives as long as its standard
 * input is open, so that it cannot outlive whoever started it.
 */
async function serve(argument: string): Promise<void> {
  const sandbox = await startServed(JSON.parse(argument) as ServeOptions);
  process.stdout.write(`${JSON.stringify(sandbox.environment)}\n`);
  const stop = () => {
    process.stdin.destroy();
    void sandbox.stop();
  };
  process.stdin.resume().once('end', stop);
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

function startServed(options: ServeOptions): Promise<Sandbox> {
  if ('generate' in options) return startSandbox({ ...options, world: generate(options.generate).world });
  const { world, conditions } = scenarioNamed(options.scenario);
  return startSandbox({ ...conditions, ...options, world });
}

await serve(process.argv[2] ?? '{"scenario":"demo"}');
