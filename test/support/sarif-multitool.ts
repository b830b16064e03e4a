import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Log } from 'sarif';

/** Microsoft's validator, written by others: it knows what SARIF asks for beyond its schema, and what GitHub wants. */
const PACKAGE = new URL('../tools/node_modules/@microsoft/sarif-multitool-linux/', import.meta.url);
const BINARY = fileURLToPath(new URL('Sarif.Multitool', PACKAGE));

export type Profile = 'sarif' | 'github';

const RULE_KINDS: Readonly<Record<Profile, string>> = { sarif: 'Sarif', github: 'Sarif;Ghas' };

/** The SARIF 2.1.0 schema that comes with the validator, in JSON Schema 2020-12. */
export async function sarifSchema(): Promise<object> {
  return JSON.parse(await readFile(new URL('sarif-2.1.0.json', PACKAGE), 'utf8'));
}

/** The validator's errors and warnings on a SARIF text, as `level rule place: message`; none where there is nothing to say. */
export async function multitoolComplaints(text: string, profile: Profile): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'trailgate-sarif-'));
  try {
    const input = join(folder, 'report.sarif');
    const config = join(folder, 'config.xml');
    const output = join(folder, 'verdict.sarif');
    await writeFile(input, text);
    // npm keeps the mode of the package, which is executable for its owner only.
    await chmod(BINARY, 0o755).catch(() => undefined);
    await run(['export-validation-config', config]);
    await writeFile(config, withGithubRules(await readFile(config, 'utf8')));
    // Its exit status says nothing about what it found.
    await run([
      ...['validate', input, '--config', config, '--rule-kind', RULE_KINDS[profile], '--level', 'Error;Warning'],
      ...['--max-file-size-in-kb', '102400', '--log', 'ForceOverwrite', '--output', output],
    ]);
    return complaints(JSON.parse(await readFile(output, 'utf8')));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function run(args: readonly string[]): Promise<void> {
  await promisify(execFile)(BINARY, args, { maxBuffer: 64 * 1024 * 1024 });
}

/** Its older rules for GitHub are off by default. GH1004 counts arrays, and knows older limits than GitHub's. */
function withGithubRules(config: string): string {
  return config.replace(/(Key="GH100[1-35-7]\.[^>]*>\s*<Property Key="RuleEnabled" Value=)"Default"/g, '$1"Error"');
}

function complaints(verdict: Log): readonly string[] {
  return verdict.runs.flatMap(({ results = [], invocations = [] }) => [
    ...results.map(({ ruleId, level = 'warning', message, locations }) => {
      const place = locations?.[0]?.physicalLocation?.region?.startLine;
      return `${level} ${ruleId} line ${place}: ${message.text ?? JSON.stringify(message)}`;
    }),
    ...invocations
      .flatMap(({ toolExecutionNotifications = [] }) => toolExecutionNotifications)
      .filter(({ level }) => level === 'error')
      .map(({ message }) => `error while validating: ${message.text}`),
  ]);
}
