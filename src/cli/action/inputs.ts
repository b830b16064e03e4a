import { isAbsolute, relative, resolve } from 'node:path';
import { Failure } from '../../engine/failure.ts';
import { list } from '../options.ts';

/** The inputs of action.yml, as far as they are options of `trailgate scan`: these have the same names. */
const TEXTS = [
  'role-name',
  'external-id',
  'session-name',
  'rate-share',
  'deadline',
  'shard',
  'save-inventory',
  'resume',
  'baseline',
  'sarif-split',
] as const;
const LISTS = [
  'accounts',
  'exclude-accounts',
  'organizational-units',
  'regions',
  'rules',
  'skip-rules',
  'fail-on',
] as const;
const SWITCHES = ['organization', 'fail-on-unknown'] as const;

/** The paths that are always written, by the output that tells them. */
export interface ReportPaths {
  readonly sarif: string;
  readonly html: string;
  readonly json: string;
  readonly markdown: string;
}

/** What the workflow asks for. */
export interface ActionInputs {
  /** For `trailgate`. */
  readonly argv: readonly string[];
  readonly reportDirectory: string;
  readonly paths: ReportPaths;
  /** The earlier report; null: none. */
  readonly baseline: string | null;
  /** Where the evidence is kept; null: nowhere. */
  readonly inventory: string | null;
  readonly summary: boolean;
  readonly annotations: boolean;
  /** Null where none is asked for. */
  readonly comment: { readonly token: string; readonly category: string } | null;
}

/** Reads the inputs from their INPUT_… variables; an empty one was not given. Throws a usage Failure. */
export function actionInputs(env: NodeJS.ProcessEnv): ActionInputs {
  const input = (name: string) => (env[`INPUT_${name.toUpperCase().replaceAll('-', '_')}`] ?? '').trim();
  const isOn = (name: string, otherwise: boolean) => switched(name, input(name), otherwise);
  const listed = (name: string) => list(input(name).split('\n'));

  const reportDirectory = input('report-directory') || 'trailgate-report';
  const paths = reportPaths(reportDirectory, input('sarif-split') !== '');
  return {
    argv: [
      'scan',
      // `--name=value`, so that a value that looks like an option stays a value.
      ...TEXTS.filter((name) => input(name) !== '').map((name) => `--${name}=${input(name)}`),
      ...LISTS.filter((name) => input(name) !== '').map((name) => `--${name}=${listed(name).join()}`),
      ...SWITCHES.filter((name) => isOn(name, false)).map((name) => `--${name}`),
      ...Object.entries(FORMATS).map(([output, format]) => `--report=${format}=${paths[output as keyof ReportPaths]}`),
      ...listed('reports').map((text) => `--report=${reportBelow(reportDirectory, text)}`),
    ],
    reportDirectory,
    paths,
    baseline: input('baseline') || null,
    inventory: input('save-inventory') || input('resume') || null,
    summary: isOn('summary', true),
    annotations: isOn('annotations', true),
    comment: isOn('comment', false)
      ? { token: input('token'), category: input('comment-category') || 'trailgate' }
      : null,
  };
}

const FORMATS = { sarif: 'sarif-github', html: 'html', json: 'json', markdown: 'markdown' } as const;

/** With slashes on Windows too, where a backslash would not survive a script that an output is put into. */
function reportPaths(folder: string, isSplit: boolean): ReportPaths {
  return {
    sarif: isSplit ? `${folder}/sarif` : `${folder}/trailgate.sarif`,
    html: `${folder}/trailgate.html`,
    json: `${folder}/trailgate.json`,
    markdown: `${folder}/trailgate.md`,
  };
}

/** A spelling mistake must not turn a check off. */
function switched(name: string, text: string, otherwise: boolean): boolean {
  if (text === '') return otherwise;
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  throw new Failure('usage', `the input ${name} is ${text}; it is true or false`);
}

/** All reports are in one folder, which can be kept as it is. None goes to the log, where it would be lost. */
function reportBelow(folder: string, text: string): string {
  const [, format, file] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (format === undefined || file === undefined) {
    throw new Failure('usage', `the input reports has ${text}; each is FORMAT=FILE, such as csv=findings.csv`);
  }
  const path = relative(folder, resolve(folder, file));
  if (path === '' || path.startsWith('..') || isAbsolute(file) || isAbsolute(path)) {
    throw new Failure('usage', `the input reports has ${text}; the file must be in report-directory`);
  }
  return `${format}=${folder}/${file}`;
}
