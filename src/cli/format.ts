import { shorten, visible } from '../../reports/visible-text.ts';
import { EXIT, type ExitStatus } from '../engine/exit-status.ts';
import { Failure } from '../engine/failure.ts';
import type { ApiKind } from '../model/apigateway.ts';
import { SEVERITIES, type Severity } from '../model/verdict.ts';
import { API_NAMES } from '../semantics/access-log-format/catalogue.ts';
import { type Examination, examine } from '../semantics/access-log-format/examine.ts';
import type { Doubt, Problem } from '../semantics/access-log-format/judgement.ts';
import { kindOf } from '../semantics/access-log-format/kind.ts';
import { escapeJson, escapeXml, render } from '../semantics/access-log-format/render.ts';
import { repairFormat } from '../semantics/access-log-format/repair.ts';
import { isSensitive } from '../semantics/access-log-format/sensitive.ts';

export interface FormatCommand {
  /** Null or `-`: read it from standard input. */
  readonly format: string | null;
  readonly api: ApiKind;
  readonly json: boolean;
  readonly failOn: Severity | 'never';
}

/** Judges one access-log format, writes what was found to standard output, and names the exit status. Throws a Failure. */
export async function runFormat({ format, ...options }: FormatCommand): Promise<ExitStatus> {
  if (format === null && process.stdin.isTTY)
    throw new Failure('usage', 'give a format in single quotes, or pipe one in');
  const text = format === null || format === '-' ? await standardInput() : format;
  const { output, status } = judgeFormat(text, options);
  process.stdout.write(output);
  return status;
}

/** What `trailgate format` prints for a format, and its exit status: 1 with a problem at or above `failOn`. */
export function judgeFormat(
  text: string,
  { api, json, failOn }: Omit<FormatCommand, 'format'>,
): { readonly output: string; readonly status: ExitStatus } {
  const examination = examine(text, api);
  const grave = failOn === 'never' ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  const failed = examination.problems.some(({ severity }) => grave.includes(severity));
  const output = json ? `${JSON.stringify(asData(examination), null, 2)}\n` : inWords(examination);
  return { output, status: failed ? EXIT.findings : EXIT.clean };
}

/** The JSON of `--json`. `available` and `sensitive` are null where AWS's behaviour, or the API's own, decides. */
function asData({ format, problems, doubts }: Examination) {
  return {
    kind: kindOf(format),
    variables: format.references
      .filter(({ role }) => role === 'context')
      .map((reference) => ({
        name: reference.name,
        known: reference.standing.variable !== null,
        available: { yes: true, no: false, unclear: null }[reference.standing.available],
        sensitive: isSensitive(reference),
      })),
    problems,
    doubts,
    sample: sampleLine({ format }),
    repaired: repairFormat(format.text, format.api),
  };
}

function sampleLine({ format }: Pick<Examination, 'format'>): string {
  const kind = kindOf(format);
  const encode = kind === 'json' ? escapeJson : kind === 'xml' ? escapeXml : undefined;
  return render(format, 'ordinary', encode);
}

function inWords(examination: Examination): string {
  const { format, problems, doubts } = examination;
  const repaired = repairFormat(format.text, format.api);
  return [
    `${kindOf(format).toUpperCase()} format for ${API_NAMES[format.api]} APIs, ${count(format.references.length, 'variable')}`,
    '',
    ...problems.flatMap((problem) => explain(format.text, problem, problem.severity)),
    ...doubts.flatMap((doubt) => explain(format.text, doubt, 'unknown')),
    ...(problems.length + doubts.length === 0 ? ['No problems.', ''] : []),
    'A line of it:',
    `  ${visible(sampleLine(examination))}`,
    ...(repaired === format.text ? [] : ['', 'Repaired:', `  ${visible(repaired)}`]),
    '',
  ].join('\n');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Characters of the format to show on either side of what is wrong. */
const AROUND = 24;
const LONGEST = 100;

/** A line on what is wrong, and, where it has a place, that place with carets below. */
function explain(text: string, { ruleId, message, start, end }: Problem | Doubt, severity: string): readonly string[] {
  const heading = `${severity.padEnd(8)}${ruleId}: ${visible(message)}`;
  if (start === 0 && end === text.length) return [heading, ''];
  const from = start <= AROUND ? 0 : start - AROUND;
  const to = Math.min(text.length, Math.min(end, start + LONGEST) + AROUND);
  const before = (from === 0 ? '' : '…') + visible(text.slice(from, start));
  const marked = shorten(visible(text.slice(start, end)), LONGEST);
  const after = visible(text.slice(end, Math.max(end, to))) + (to < text.length ? '…' : '');
  const caret = ' '.repeat(columns(before)) + '^'.repeat(Math.max(1, columns(marked)));
  return [heading, `  ${before}${marked}${after}`, `  ${caret}`, ''];
}

/** Terminal columns, where every character takes one. */
function columns(text: string): number {
  return [...text].length;
}

/** Without the line break that `echo` and editors put at the end. */
async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
