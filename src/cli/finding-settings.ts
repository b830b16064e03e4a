import type { InferredOptionTypes } from 'yargs';
import { rules } from '../../rules/index.ts';
import type { Tolerance } from '../engine/exit-status.ts';
import { Failure } from '../engine/failure.ts';
import type { Rule } from '../model/rule.ts';
import { SEVERITIES, type Severity } from '../model/verdict.ts';
import { chooseRules } from './globs.ts';
import { type findingOptions, list } from './options.ts';
import { parseOutputs } from './outputs.ts';
import { openSavedReport } from './saved-report/open.ts';

type FindingArguments = InferredOptionTypes<typeof findingOptions>;

/** What the options of a command with findings say, checked, with the baseline opened. Throws a usage Failure. */
export function findingSettings(args: FindingArguments) {
  const tolerance = toleranceOf(args);
  if (tolerance.onlyNew && args.baseline === undefined) {
    throw new Failure('usage', '--fail-on new needs an earlier report to compare with; name it with --baseline');
  }
  return {
    rules: chosenRules(args),
    ...presentationSettings(args),
    tolerance,
    // Before the scan: one that takes hours must not end with a baseline that cannot be read.
    baseline: args.baseline === undefined ? null : openSavedReport(args.baseline),
  };
}

/** The rules that the options choose. Throws a usage Failure. */
export function chosenRules(args: Pick<FindingArguments, 'rules' | 'skip-rules'>): readonly Rule[] {
  return chooseRules(rules, list(args.rules), list(args['skip-rules']));
}

/** What the options say of how findings are shown, and to whom. Throws a usage Failure. */
export function presentationSettings(args: Pick<FindingArguments, 'report' | 'sarif-split' | 'quiet' | 'color'>) {
  const { report, 'sarif-split': sarifSplit = null, quiet, color } = args;
  return { outputs: parseOutputs(report, sarifSplit), quiet, color };
}

/** What fails the run, of `--fail-on`'s severity, `never` and `new`. Throws a usage Failure. */
export function toleranceOf(args: Pick<FindingArguments, 'fail-on' | 'fail-on-unknown'>): Tolerance {
  const words = list(args['fail-on']);
  const thresholds = words.filter((word) => word !== 'new');
  const [failOn = 'low', ...more] = thresholds;
  const onlyNew = words.includes('new');
  if (words.length === 0 || more.length > 0 || !isThreshold(failOn) || (onlyNew && failOn === 'never')) {
    throw new Failure(
      'usage',
      `--fail-on takes one of ${SEVERITIES.join(', ')} and never, or new, or a severity and new, such as high,new`,
    );
  }
  return { failOn, onlyNew, failOnUnknown: args['fail-on-unknown'] };
}

function isThreshold(word: string): word is Severity | 'never' {
  return word === 'never' || (SEVERITIES as readonly string[]).includes(word);
}
