import type { ReportingDescriptor, Result } from 'sarif';
import type { Finding, Report } from '../../src/model/report.ts';
import type { AccountId } from '../../src/model/target.ts';
import { SEVERITIES } from '../../src/model/verdict.ts';
import { shorten, visible } from '../visible-text.ts';
import { sentence } from '../words.ts';
import { accountLocation } from './location.ts';
import type { SarifProfile } from './log.ts';
import { driverOf, findingResult, invocationOf, originOf, sarifLog, whereabouts } from './log.ts';
import { message } from './message.ts';
import { descriptor, ruleDescriptor } from './rule-descriptor.ts';
import { LEVELS } from './severity.ts';

/** GitHub keeps 5,000 results of a run (SARIF support for code scanning). */
const RESULT_LIMIT = 5000;
const MESSAGE_LIMIT = 2000;
/** No ARN is longer. */
const ARN_LIMIT = 2048;

const NOT_JUDGED = 'trailgate/not-judged';
const LEFT_OUT = 'trailgate/results-left-out';

/** What GitHub shows, worst first. */
const RANKS = [...SEVERITIES, 'not judged'] as const;
type Rank = (typeof RANKS)[number];
type Counts = Readonly<Record<Rank, number>>;

/**
 * What GitHub code scanning can show: failures, and what could not be judged; the worst 5,000 of them. It has no
 * notion of a pass, and would show one as an alert. What a baseline has too is there all the same: GitHub closes the
 * alerts of results that it finds no more.
 */
export const sarifGithub: SarifProfile = async function* (report, options, account) {
  const found: Counts = { ...report.summary.failures, 'not judged': report.summary.outcomes.unknown };
  yield* sarifLog({
    tool: {
      driver: {
        ...driverOf(report),
        rules: [
          ...report.rules.map((rule) => ruleDescriptor(rule, report.tool.homepage)),
          ...ownRules(report.tool.homepage),
        ],
      },
    },
    ...originOf(report.scan, options, account),
    invocations: [invocationOf(report)],
    results: resultsOf(report, found, account ?? report.scan.caller.accountId),
  });
};

function rankOf({ outcome, severity }: Finding): Rank | null {
  if (outcome === 'fail') return severity;
  return outcome === 'unknown' ? 'not judged' : null;
}

function total(counts: Counts): number {
  return RANKS.reduce((sum, rank) => sum + counts[rank], 0);
}

/** How many results of each rank there is room for. One place is for the result that says what was left out. */
function keep(found: Counts): Counts {
  const kept = { ...found };
  let room = total(found) <= RESULT_LIMIT ? RESULT_LIMIT : RESULT_LIMIT - 1;
  for (const rank of RANKS) {
    kept[rank] = Math.min(found[rank], room);
    room -= kept[rank];
  }
  return kept;
}

async function* resultsOf(report: Report, found: Counts, account: AccountId): AsyncIterable<Result> {
  const kept = keep(found);
  const room = { ...kept };
  const ruleIndexes = new Map<string, number>(report.rules.map(({ id }, index) => [id, index]));
  for await (const finding of report.findings()) {
    const rank = rankOf(finding);
    if (rank === null || room[rank] === 0) continue;
    room[rank] -= 1;
    if (finding.outcome === 'fail') {
      yield { ruleIndex: ruleIndexes.get(finding.ruleId) ?? -1, ...failure(finding) };
    } else {
      yield { ruleIndex: report.rules.length, ...notJudged(finding) };
    }
  }
  if (total(found) === total(kept)) return;
  const location = accountLocation(account, report.scan.partition);
  yield { ruleIndex: report.rules.length + 1, ...leftOut(found, kept), locations: [location] };
}

/** The level is the finding's own; GitHub shows the rule's `security-severity` beside it, also where that differs. */
function failure(finding: Finding): Result {
  const text = `${clean(finding.message)} ${whereIs(finding)}`;
  return { ruleId: finding.ruleId, level: LEVELS[finding.severity], ...findingResult(finding, text) };
}

/** Not under the finding's own rule, whose `security-severity` GitHub would show it with. */
function notJudged(finding: Finding): Result {
  // The engine's own messages begin like this one.
  const why = clean(finding.message.replace(/^cannot be judged: /, ''));
  const text = `Could not be judged: ${why} Rule: ${finding.ruleId}. ${whereIs(finding)}`;
  return { ruleId: NOT_JUDGED, level: 'note', ...findingResult(finding, text) };
}

function leftOut(found: Counts, kept: Counts): Result {
  const byRank = RANKS.filter((rank) => found[rank] > kept[rank]).map((rank) => `${found[rank] - kept[rank]} ${rank}`);
  const text =
    `${total(found) - total(kept)} results are left out: ${byRank.join(', ')}. ` +
    `GitHub keeps ${RESULT_LIMIT} results of a run, and the worst are here. Trailgate's other reports hold all of them.`;
  return {
    ruleId: LEFT_OUT,
    level: 'warning',
    message: message(text),
    partialFingerprints: { primaryLocationLineHash: 'results-left-out:1' },
  };
}

function clean(text: string): string {
  return sentence(shorten(visible(text), MESSAGE_LIMIT));
}

function whereIs(finding: Finding): string {
  return whereabouts(finding, shorten(visible(finding.resource.arn), ARN_LIMIT));
}

/** Without `security-severity` and the tag `security`, so that GitHub does not count them as vulnerabilities. */
function ownRules(homepage: string): ReportingDescriptor[] {
  return [
    descriptor({
      id: NOT_JUDGED,
      title: 'A resource could not be judged',
      description: 'Evidence was missing, or AWS does not say how it behaves in this case. This is not a pass.',
      help: 'The message says what was missing. Mostly it is a permission: grant it to the role that scans, and scan again.',
      helpUri: homepage,
      severity: 'low',
      tags: ['aws'],
    }),
    descriptor({
      id: LEFT_OUT,
      title: 'There are more results than GitHub keeps',
      description: `GitHub keeps ${RESULT_LIMIT} results of a run. The worst were chosen, the others are left out.`,
      help: "The message says how many were left out. Trailgate's other reports, such as HTML and JSON, hold all of them.",
      helpUri: homepage,
      severity: 'medium',
      tags: ['aws'],
    }),
  ];
}
