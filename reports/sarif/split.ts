import type { CoverageRow, FilesReporter, Finding, Report, Summary } from '../../src/model/report.ts';
import { COVERAGE_STATUSES } from '../../src/model/report.ts';
import type { AccountId } from '../../src/model/target.ts';
import { OUTCOMES, SEVERITIES } from '../../src/model/verdict.ts';
import { categoryOf, type SarifProfile } from './log.ts';

/**
 * Renders a file for each account that has findings, named after its category; one account is in memory at a time. An
 * account without any has no file: an empty one would close its alerts at GitHub although nothing was judged. The
 * organization's own findings go with its management account's or, where that was not scanned, into a file of the whole
 * scan's category.
 */
export function splitByAccount(profile: SarifProfile): FilesReporter {
  return async function* (report, options) {
    const { scan, summary } = report;
    const partOf = await partsOf(report);
    for (const accountId of summary.byAccount.map(({ accountId }) => accountId).sort()) {
      const isScanned = scan.accounts.some(({ id }) => id === accountId);
      const account = scan.organization === null || isScanned ? accountId : undefined;
      const name = `${categoryOf(scan, account).replace(/[^A-Za-z0-9]+/g, '-')}.sarif`;
      yield { name, pieces: profile(await partOf(accountId), options, account) };
    }
  };
}

/** The report as far as it is of an account; to be asked for accounts in their order. */
async function partsOf(report: Report): Promise<(accountId: AccountId) => Promise<Report>> {
  const { scan, summary, worst, comparison } = report;
  const findingsOf = await byAccount(report.findings());
  const coverageOf = await byAccount(report.coverage());
  const goneOf = comparison && (await byAccount(comparison.gone()));
  return async (accountId) => {
    const findings = await findingsOf(accountId);
    const coverage = await coverageOf(accountId);
    const gone = goneOf === null ? [] : await goneOf(accountId);
    const isOwn = (item: { readonly accountId: AccountId }) => item.accountId === accountId;
    return {
      ...report,
      scan: { ...scan, accounts: scan.accounts.filter(({ id }) => id === accountId) },
      summary: { ...summarize(report, findings, coverage), byAccount: summary.byAccount.filter(isOwn) },
      worst: worst.filter(isOwn),
      comparison: comparison && { ...comparison, gone: () => each(gone) },
      coverage: () => each(coverage),
      matrix: () => only(report.matrix(), isOwn),
      findings: () => each(findings),
    };
  };
}

/**
 * Hands out a stream that comes by account, one account at a time, in the same order. Whichever account stands first is
 * kept until its turn: the organization's own findings come before those of all accounts.
 */
async function byAccount<T extends { readonly accountId: AccountId }>(
  stream: AsyncIterable<T>,
): Promise<(accountId: AccountId) => Promise<readonly T[]>> {
  const items = stream[Symbol.asyncIterator]();
  let next = await items.next();

  async function take(accountId: AccountId): Promise<readonly T[]> {
    const taken: T[] = [];
    for (; !next.done && next.value.accountId === accountId; next = await items.next()) taken.push(next.value);
    return taken;
  }

  const first: AccountId | null = next.done ? null : next.value.accountId;
  const kept = first === null ? [] : await take(first);
  return async (accountId) => {
    while (!next.done && next.value.accountId < accountId) next = await items.next();
    const own = await take(accountId);
    return accountId === first ? [...kept, ...own] : own;
  };
}

function summarize(
  { rules }: Report,
  findings: readonly Finding[],
  coverage: readonly CoverageRow[],
): Omit<Summary, 'byAccount'> {
  const outcomesOf = (some: readonly Finding[]) => count(OUTCOMES, some, ({ outcome }) => outcome);
  const failures = findings.filter(({ outcome }) => outcome === 'fail');
  return {
    outcomes: outcomesOf(findings),
    failures: count(SEVERITIES, failures, ({ severity }) => severity),
    byRule: rules.map(({ id }) => ({ ruleId: id, ...outcomesOf(findings.filter(({ ruleId }) => ruleId === id)) })),
    coverage: count(COVERAGE_STATUSES, coverage, ({ status }) => status),
  };
}

function count<K extends string, T>(
  names: readonly K[],
  items: readonly T[],
  nameOf: (item: T) => K,
): Record<K, number> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>;
  for (const item of items) counts[nameOf(item)] += 1;
  return counts;
}

async function* each<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items;
}

async function* only<T>(items: AsyncIterable<T>, isWanted: (item: T) => boolean): AsyncIterable<T> {
  for await (const item of items) if (isWanted(item)) yield item;
}
