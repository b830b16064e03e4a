import type { Change, Comparison, GoneFinding, PastFinding } from '../model/comparison.ts';
import type { Finding, Report } from '../model/report.ts';
import type { AccountId } from '../model/target.ts';
import { SEVERITIES } from '../model/verdict.ts';
import type { Baseline } from './baseline.ts';
import { type Fate, fateTeller } from './fate.ts';
import { worstFailures } from './worst.ts';

/**
 * A report together with what it says of an earlier one: every finding has its change. Goes through the findings once to
 * count, with one account of each report in memory at a time.
 */
export async function compareReport(report: Report, baseline: Baseline): Promise<Report> {
  const worst: Finding[] = [];
  for await (const finding of withChange(report.worst, baseline)) worst.push(finding);
  return {
    ...report,
    worst,
    comparison: await comparisonOf(report, baseline),
    findings: () => withChange(report.findings(), baseline),
  };
}

async function* withChange(
  findings: AsyncIterable<Finding> | Iterable<Finding>,
  baseline: Baseline,
): AsyncIterable<Finding> {
  let accountId: AccountId | null = null;
  let past: ReadonlyMap<string, PastFinding> = new Map();
  for await (const finding of findings) {
    if (finding.accountId !== accountId) {
      accountId = finding.accountId;
      past = byFingerprint(await baseline.findingsOf(accountId));
    }
    yield { ...finding, change: changeOf(finding, past.get(finding.fingerprint)) };
  }
}

function byFingerprint(findings: readonly PastFinding[]): ReadonlyMap<string, PastFinding> {
  return new Map(findings.map((finding) => [finding.fingerprint, finding]));
}

function changeOf(now: Finding, past: PastFinding | undefined): Change {
  if (now.outcome === 'fail') {
    if (past?.outcome !== 'fail') return 'new';
    return now.severity === past.severity && asSaved(now.message) === past.message ? 'unchanged' : 'changed';
  }
  if (past === undefined) return 'new';
  if (now.outcome === past.outcome) return 'unchanged';
  if (now.outcome === 'unknown') return 'became-unknown';
  return past.outcome === 'fail' ? 'fixed' : 'changed';
}

/** A saved report has no lone surrogates, which JSON in UTF-8 cannot hold. */
function asSaved(message: string): string {
  return message.replace(/\p{Cs}/gu, '\ufffd');
}

async function comparisonOf(report: Report, baseline: Baseline): Promise<Comparison> {
  const counts = { new: 0, changed: 0, unchanged: 0, fixed: 0, 'became-unknown': 0 };
  const newFailures = { critical: 0, high: 0, medium: 0, low: 0 };
  const worsened = { critical: 0, high: 0, medium: 0, low: 0 };
  const worstNew = worstFailures();

  function count(now: Finding, past: PastFinding | undefined): void {
    const change = changeOf(now, past);
    if (now.outcome === 'fail' || change === 'fixed' || change === 'became-unknown') counts[change] += 1;
    if (now.outcome !== 'fail') return;
    if (change === 'new') {
      newFailures[now.severity] += 1;
      worstNew.add({ ...now, change });
    } else if (past !== undefined) {
      const reached = SEVERITIES.slice(SEVERITIES.indexOf(now.severity), SEVERITIES.indexOf(past.severity));
      for (const severity of reached) worsened[severity] += 1;
    }
  }

  const tellFates = fateTeller(report, baseline);
  const fates = new Map<AccountId, readonly Fate[]>();
  for await (const { accountId, findings } of byAccount(report, baseline)) {
    const past = await baseline.findingsOf(accountId);
    const before = byFingerprint(past);
    for (const finding of findings) count(finding, before.get(finding.fingerprint));
    const gone = await tellFates(accountId, past, findings);
    for (const fate of gone) if (fate !== null) counts[fate] += 1;
    if (gone.length > 0) fates.set(accountId, gone);
  }
  return {
    baseline: {
      judgedAt: baseline.scan.judgedAt,
      toolVersion: baseline.tool.version,
      inventorySha256: baseline.scan.inventorySha256,
    },
    counts,
    newFailures,
    worsened,
    worstNew: worstNew.all(),
    gone: () => goneFailures(baseline, fates),
  };
}

interface AccountFindings {
  readonly accountId: AccountId;
  readonly findings: Finding[];
}

/** Every account of either report once, with all of its findings now. */
async function* byAccount(report: Report, baseline: Baseline): AsyncIterable<AccountFindings> {
  const unseen = new Set(baseline.judgedAccounts);
  for await (const group of grouped(report.findings())) {
    unseen.delete(group.accountId);
    yield group;
  }
  for (const accountId of unseen) yield { accountId, findings: [] };
}

/** The organization's own findings come first and carry the account that manages it, whose other ones come later. */
async function* grouped(findings: AsyncIterable<Finding>): AsyncIterable<AccountFindings> {
  let first: AccountFindings | null = null;
  let group = null as AccountFindings | null;
  for await (const finding of findings) {
    const { accountId } = finding;
    first ??= { accountId, findings: [] };
    if (accountId === first.accountId) {
      first.findings.push(finding);
      continue;
    }
    if (group?.accountId !== accountId) {
      if (group !== null) yield group;
      group = { accountId, findings: [] };
    }
    group.findings.push(finding);
  }
  if (group !== null) yield group;
  if (first !== null) yield first;
}

async function* goneFailures(
  baseline: Baseline,
  fates: ReadonlyMap<AccountId, readonly Fate[]>,
): AsyncIterable<GoneFinding> {
  for (const accountId of baseline.judgedAccounts) {
    const ofAccount = fates.get(accountId);
    if (ofAccount === undefined) continue;
    const past = await baseline.findingsOf(accountId);
    for (const [index, finding] of past.entries()) {
      const change = ofAccount[index] ?? null;
      if (change !== null) yield gone(finding, change);
    }
  }
}

function gone({ outcome: _, ...finding }: PastFinding, change: GoneFinding['change']): GoneFinding {
  return { ...finding, change };
}
