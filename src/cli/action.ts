/**
 * The GitHub Action's entry: turns the inputs of action.yml, which come as INPUT_… variables, into the arguments of a
 * scan, and tells the paths of its reports as the step's outputs.
 */
import { existsSync } from 'node:fs';
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommandLine } from './command-line.ts';

/** Inputs that are options of the same name; an empty one was not given. */
const OPTIONS = ['accounts', 'role-name', 'external-id', 'regions', 'rules', 'skip-rules', 'fail-on'] as const;
const SWITCHES = ['organization', 'fail-on-unknown'] as const;
/** The reports that are written, by output, with the format of each. */
const REPORTS = { sarif: 'sarif-github', html: 'html', json: 'json' } as const;

const folder = input('report-directory') || 'trailgate-report';
await mkdir(folder, { recursive: true });
const files = Object.entries(REPORTS).map(([output, format]) => ({
  output,
  format,
  file: join(folder, `trailgate.${output}`),
}));

await runCommandLine([
  'scan',
  // `--name=value`, so that a value that looks like an option stays a value.
  ...OPTIONS.filter((name) => input(name) !== '').map((name) => `--${name}=${input(name)}`),
  ...SWITCHES.filter((name) => input(name) === 'true').map((name) => `--${name}`),
  ...files.map(({ format, file }) => `--report=${format}=${file}`),
]);
const written = files.filter(({ file }) => existsSync(file)).map(({ output, file }) => [output, file] as const);
await setOutputs([...written, ['exit-status', String(process.exitCode ?? 0)]]);

function input(name: string): string {
  return (process.env[`INPUT_${name.toUpperCase().replaceAll('-', '_')}`] ?? '').trim();
}

/** Each value between delimiters that it cannot hold (GitHub Docs, workflow commands, multiline strings). */
async function setOutputs(outputs: readonly (readonly [name: string, value: string])[]): Promise<void> {
  const file = process.env.GITHUB_OUTPUT;
  if (file === undefined) return;
  const delimiter = `trailgate-${globalThis.crypto.randomUUID()}`;
  await appendFile(file, outputs.map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`).join(''));
}
