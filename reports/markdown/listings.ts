import type { Finding, FindingReason } from '../../src/model/report.ts';
import { SEVERITIES } from '../../src/model/verdict.ts';
import { findingLine } from './finding-line.ts';

/** A line for each of some findings, in the order that they are to be shown in. */
export interface Listing {
  readonly lines: readonly string[];
  /** Of all of them, also where there was no room to keep a line. */
  readonly count: number;
}

export interface Listings {
  /** What the baseline does not have comes first, then by severity, then in the report's order. */
  readonly failures: Listing;
  readonly unknown: Listing;
  /** What the unknown ones lack, the most frequent first; one that lacks several things counts for each. */
  readonly missing: readonly Missing[];
}

export interface Missing {
  readonly reason: FindingReason['reason'];
  /** Null where nothing was asked. */
  readonly api: string | null;
  readonly findings: number;
}

/** Reads the findings once, and keeps of each kind of line little more than `limit` bytes. */
export async function listingsOf(findings: AsyncIterable<Finding>, limit: number): Promise<Listings> {
  const ranks = Array.from({ length: 2 * SEVERITIES.length }, () => keeper(limit));
  const unknown = keeper(limit);
  const missing = missingCounter();
  for await (const finding of findings) {
    if (finding.outcome === 'fail') ranks[rankOf(finding)]?.add(finding);
    if (finding.outcome === 'unknown') {
      unknown.add(finding);
      missing.add(finding.reasons);
    }
  }
  const kept = ranks.map(({ listing }) => listing());
  return {
    failures: {
      lines: kept.flatMap(({ lines }) => lines),
      count: kept.reduce((sum, { count }) => sum + count, 0),
    },
    unknown: unknown.listing(),
    missing: missing.all(),
  };
}

function rankOf({ change, severity }: Finding): number {
  return SEVERITIES.indexOf(severity) + (change === 'new' ? 0 : SEVERITIES.length);
}

function keeper(limit: number) {
  const lines: string[] = [];
  let count = 0;
  let room = limit;
  return {
    add(finding: Finding): void {
      count += 1;
      if (room <= 0) return;
      const line = findingLine(marksOf(finding), finding);
      lines.push(line);
      room -= Buffer.byteLength(line);
    },
    listing: (): Listing => ({ lines, count }),
  };
}

/** Bounded by the number of reasons and APIs, however many findings there are. */
function missingCounter() {
  const counts = new Map<string, Missing>();
  return {
    add(reasons: readonly FindingReason[]): void {
      const kinds = new Map(
        reasons.map(({ reason, call }) => [JSON.stringify([reason, call?.api]), { reason, api: call?.api ?? null }]),
      );
      for (const [key, kind] of kinds) counts.set(key, { ...kind, findings: (counts.get(key)?.findings ?? 0) + 1 });
    },
    all: (): readonly Missing[] => [...counts.values()].sort((a, b) => b.findings - a.findings),
  };
}

function marksOf({ outcome, severity, change }: Finding): string {
  const mark = outcome === 'fail' ? severity : outcome;
  return change === null || change === 'unchanged' ? mark : `${mark}, ${change}`;
}
