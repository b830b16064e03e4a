/**
 * The GitHub Action's entry: scans as the inputs of action.yml say, and tells the job what came of it. The step ends with
 * the scan's exit status, when all is told.
 */
import { statSync } from 'node:fs';
import { appendFile, mkdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { visible } from '../../reports/visible-text.ts';
import { EXIT } from '../engine/exit-status.ts';
import { Failure } from '../engine/failure.ts';
import type { Report } from '../model/report.ts';
import { annotationsOf } from './action/annotations.ts';
import { type CommentRequest, commentOnPullRequest } from './action/comment.ts';
import { type ActionInputs, actionInputs } from './action/inputs.ts';
import { outputFile, outputsOf } from './action/outputs.ts';
import type { ScanResult } from './action/result.ts';
import { summaryOf } from './action/summary.ts';
import { type Annotation, annotationLine, withoutCommands } from './action/workflow-commands.ts';
import { runCommandLine } from './command-line.ts';

const { env } = process;

const { inputs, result } = await withoutCommands(run);
try {
  await tell(inputs, result);
} catch (error) {
  process.exitCode ||= EXIT.impossible;
  annotate({ level: 'error', title: 'Trailgate could not tell its result', message: (error as Error).message });
}

/** Inputs that cannot be read are null. */
async function run(): Promise<{ readonly inputs: ActionInputs | null; readonly result: ScanResult }> {
  let asked: ActionInputs | null = null;
  try {
    asked = actionInputs(env);
    await prepareReportDirectory(asked);
  } catch (error) {
    const { message } = error as Error;
    process.stderr.write(`trailgate: ${visible(message)}\n`);
    process.exitCode = EXIT.usage;
    return { inputs: asked, result: { status: EXIT.usage, report: null, error: message } };
  }
  return { inputs: asked, result: await scan(asked.argv) };
}

/** Reports of an earlier run must not pass for this one's. The baseline may be one of them. Throws a usage Failure. */
async function prepareReportDirectory({ reportDirectory, paths, baseline }: ActionInputs): Promise<void> {
  const isBaseline = (path: string) => baseline !== null && resolve(path) === resolve(baseline);
  try {
    await mkdir(reportDirectory, { recursive: true });
    for (const path of Object.values(paths).filter((path) => !isBaseline(path))) {
      if (statSync(path, { throwIfNoEntry: false })?.isFile()) await rm(path);
    }
  } catch (error) {
    throw new Failure('usage', `reports cannot be written to ${reportDirectory}: ${(error as Error).message}`);
  }
}

async function scan(argv: readonly string[]): Promise<ScanResult> {
  const reports: Report[] = [];
  const error = await runCommandLine(argv, (report) => reports.push(report));
  const status = Number(process.exitCode ?? EXIT.clean);
  const report = reports[0] ?? null;
  if (report !== null || error !== null) return { status, report, error };
  return { status, report, error: 'the scan was stopped before there was anything to report' };
}

async function tell(inputs: ActionInputs | null, result: ScanResult): Promise<void> {
  await append(env.GITHUB_OUTPUT, outputFile(outputsOf(inputs, result)));
  const text = await summaryOf(result, inputs?.paths.markdown);
  if (inputs?.summary ?? true) await append(env.GITHUB_STEP_SUMMARY, text);
  if (inputs?.annotations ?? true) annotate(...annotationsOf(result));
  if (inputs?.comment) await comment({ ...inputs.comment, text });
}

/** A comment is for people's convenience: where it fails, the step does not, but says so. */
async function comment(request: CommentRequest): Promise<void> {
  const title = 'Trailgate did not comment';
  try {
    if (await commentOnPullRequest(request, env)) return;
    annotate({ level: 'notice', title, message: 'This run is for no pull request' });
  } catch (error) {
    annotate({ level: 'warning', title, message: (error as Error).message });
  }
}

/** Nowhere outside of a runner. */
async function append(file: string | undefined, text: string): Promise<void> {
  if (file) await appendFile(file, text);
}

function annotate(...annotations: readonly Annotation[]): void {
  process.stdout.write(annotations.map(annotationLine).join(''));
}
