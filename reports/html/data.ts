import type { CoverageRow, Finding, RuleDescription, ScanDescription } from '../../src/model/report.ts';

/**
 * What the report embeds for its page: templates of gzipped, base64-encoded JSON arrays. The n-th `details` block
 * belongs to the n-th `rows` block, item by item; the page reads it only when one of its findings is opened.
 */
export interface PageData {
  /** One item. */
  readonly about: PageAbout;
  readonly coverage: CoverageRow;
  readonly rows: FindingRow;
  readonly details: FindingDetails;
}
export type PagePart = keyof PageData;

export interface PageAbout {
  readonly rules: readonly RuleDescription[];
  readonly accounts: ScanDescription['accounts'];
}

type OnDemand = 'reasons' | 'controls' | 'remediation' | 'evidence';
/** What the list shows, filters and searches. */
export type FindingRow = Omit<Finding, OnDemand>;
export type FindingDetails = Pick<Finding, OnDemand>;
