import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const BIN = resolve('test/tools/bin');

/** Whether the tools that test/tools/go.mod lists are built. With CI=true a missing one is an error of the installation. */
export const hasGoTools = existsSync(`${BIN}/.installed-from`);

export interface GoToolEnded {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of the tools to its end. */
export function goTool(name: string, args: readonly string[]): Promise<GoToolEnded> {
  return new Promise((resolve) => {
    execFile(`${BIN}/${name}`, args, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}
