import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** From the checkout, where npm runs: the Python of the tests' tools. The peers get the same, with their own packages. */
export const PYTHON = '.venv/tools/bin/python';

/** Makes a virtual environment of bench/peers/NAME.txt, unless it is there. Returns where its programs are. */
export function environment(name: 'prowler' | 'c7n'): string {
  const folder = `.venv/peers-${name}`;
  const stamp = `${folder}/.installed-from`;
  const file = `bench/peers/${name}.txt`;
  const requirements = readFileSync(file, 'utf8');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== requirements) {
    console.error(`Installing ${file} into ${folder}: this takes minutes ...`);
    run(PYTHON, ['-m', 'venv', '--clear', folder]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes'];
    run(`${folder}/bin/python`, [...pip, '-r', file]);
    writeFileSync(stamp, requirements);
  }
  return `${folder}/bin`;
}

export function pythonVersion(): string {
  return run(PYTHON, ['-c', 'import platform; print(platform.python_version())']);
}

/** Of a package that a Python has installed. */
export function packageVersion(python: string, name: string): string {
  return run(python, ['-c', `import importlib.metadata; print(importlib.metadata.version('${name}'))`]);
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, error } = spawnSync(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
  return stdout.trim();
}
