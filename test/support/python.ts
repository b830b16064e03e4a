import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** Where the tests' Python tools are: moto server, and judges that Trailgate did not write. */
const BIN = fileURLToPath(new URL('../../.venv/tools/bin', import.meta.url));

/** Whether the tools are installed. With CI=true a missing one is an error of the installation. */
export const hasPythonTools = existsSync(`${BIN}/python`);

export interface PythonEnded {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of the tools, such as `python` or `cfn-lint`, to its end. */
export async function pythonTool(
  name: string,
  args: readonly string[],
  { input = '', env = process.env }: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<PythonEnded> {
  const child = spawn(`${BIN}/${name}`, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  child.stdin.end(input);
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, stdout, stderr };
}
