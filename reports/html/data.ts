import type { GoneFinding } from '../../src/model/comparison.ts';
import type { MatrixRow } from '../../src/model/coverage-matrix.ts';
import type { ApiCall } from '../../src/model/evidence.ts';
import type { CoverageRow, Finding, RuleDescription, ScanDescription } from '../../src/model/report.ts';
import type { Packed } from './columns.ts';

/**
 * What the report embeds for its page: templates of gzipped, base64-encoded JSON. All but `about` may occur any number
 * of times. The n-th `details` block belongs to the n-th `rows` block, item by item; the page reads it only when one of
 * its findings is opened.
 */
export interface PageData {
  readonly about: PageAbout;
  readonly coverage: Packed<CoverageRow>;
  readonly matrix: Packed<MatrixRow>;
  /** Failures of the baseline without a finding now. */
  readonly gone: Packed<GoneFinding>;
  readonly rows: Packed<FindingRow>;
  readonly details: { readonly items: Packed<StoredDetails>; readonly calls: Packed<ApiCall> };
}
export type PagePart = keyof PageData;
/** The parts that are plain lists. */
export type ListPart = Exclude<PagePart, 'about' | 'details'>;
export type ItemOf<P extends ListPart> = PageData[P] extends Packed<infer T> ? T : never;

export interface PageAbout {
  readonly rules: readonly RuleDescription[];
  readonly accounts: ScanDescription['accounts'];
  /** Whether the report was compared with a baseline. */
  readonly compared: boolean;
}

type OnDemand = 'reasons' | 'remediation' | 'evidence';
/** What the list shows, filters and searches. */
export type FindingRow = Omit<Finding, OnDemand>;
export type FindingDetails = Pick<Finding, OnDemand>;

export interface StoredDetails extends Pick<Finding, 'reasons' | 'remediation'> {
  readonly facts: Finding['evidence']['facts'];
  /** Places in the block's calls: findings of one account rest on the same ones. */
  readonly calls: readonly number[];
}
