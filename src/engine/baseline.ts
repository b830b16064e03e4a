import type { PastFinding } from '../model/comparison.ts';
import type { CoverageRow, Report } from '../model/report.ts';
import type { AccountId } from '../model/target.ts';

/** An earlier report, read an account at a time. */
export interface Baseline extends Pick<Report, 'tool' | 'scan'> {
  /** The accounts that it has findings of, in its order. */
  readonly judgedAccounts: readonly AccountId[];
  /** In its order; none for an account that it does not know. */
  findingsOf(accountId: AccountId): Promise<readonly PastFinding[]>;
  coverageOf(accountId: AccountId): Promise<readonly CoverageRow[]>;
}
