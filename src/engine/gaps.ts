import type { CoverageGap, CoverageRow } from '../model/report.ts';
import { isGap } from '../model/report.ts';

export interface CoverageGaps {
  add(row: CoverageRow): void;
  /** The most frequent first. */
  all(): readonly CoverageGap[];
}

/** Groups the gaps among rows of coverage by status, reason and API: the groups are few, however many rows there are. */
export function coverageGaps(): CoverageGaps {
  const gaps = new Map<string, CoverageGap>();

  function note(gap: CoverageGap): void {
    const kind = `${gap.status} ${gap.reason} ${gap.api}`;
    const { example, places } = gaps.get(kind) ?? { ...gap, places: 0 };
    gaps.set(kind, { ...gap, example, places: places + 1 });
  }

  return {
    add: ({ accountId, region, status, reasons }) => {
      if (!isGap(status)) return;
      const gap = { status, example: { accountId, region }, places: 1 };
      const whys = new Map(
        reasons.map(({ reason, call }) => [`${reason} ${call?.api}`, { reason, api: call?.api ?? null }]),
      );
      if (whys.size === 0) note({ ...gap, reason: null, api: null });
      for (const why of whys.values()) note({ ...gap, ...why });
    },
    all: () => [...gaps.values()].sort((a, b) => b.places - a.places),
  };
}
