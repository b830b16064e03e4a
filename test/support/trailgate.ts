import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The command line as users run it: the built one. */
const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
if (!existsSync(MAIN)) throw new Error('the command line is not built: run npm run build');

export interface Ended {
  /** Null where a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Another Node than the one that runs the tests. */
  readonly node?: string;
  /** Called with the process once it runs, for tests that interrupt it. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs `trailgate` with the arguments to its end. */
export async function trailgate(
  args: readonly string[],
  { env = process.env, node = process.execPath, onStart }: RunOptions = {},
): Promise<Ended> {
  const child = spawn(node, [MAIN, ...args], { env: without('GITHUB_', env), stdio: ['ignore', 'pipe', 'pipe'] });
  onStart?.(child);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code));
  });
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, stdout, stderr };
}

/** An environment without the variables of a prefix: reports would name the workflow that runs the tests, for one. */
export function without(prefix: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith(prefix)));
}
