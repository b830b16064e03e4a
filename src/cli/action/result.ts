import type { Report } from '../../model/report.ts';

/** What came of a scan. Of the report only what needs no iterating: its evidence is gone. */
export interface ScanResult {
  /** What the step ends with. */
  readonly status: number;
  /** Null where there is none; else it is written to every file that was asked for. */
  readonly report: Report | null;
  /** A sentence that says why the scan could not do its work; null where it could. */
  readonly error: string | null;
}
