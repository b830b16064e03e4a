import type { Notification } from 'sarif';
import { REASONS } from '../../src/model/evidence.ts';
import type { CoverageRow, FindingReason, Report } from '../../src/model/report.ts';
import { visible } from '../visible-text.ts';
import { message } from './message.ts';

const REASON_IDS: readonly FindingReason['reason'][] = [...REASONS, 'undecidable'];

export const NOTIFICATION_DESCRIPTORS = REASON_IDS.map((id) => ({ id }));

/** One notification for each thing that kept the scan from covering an account or a region. */
export async function* notificationsOf(report: Report): AsyncIterable<Notification> {
  for await (const row of report.coverage()) {
    for (const reason of row.reasons) yield notification(row, reason);
    if (row.status !== 'scanned' && row.reasons.length === 0) {
      yield { level: 'warning', message: message(`${placeOf(row)}: ${row.status}.`) };
    }
  }
}

function notification(row: CoverageRow, { reason, detail, call }: FindingReason): Notification {
  const what = call === null ? '' : `${call.api}: `;
  return {
    descriptor: { id: reason, index: REASON_IDS.indexOf(reason) },
    // A disabled region holds nothing that could be called.
    level: reason === 'region-disabled' ? 'note' : 'warning',
    message: message(`${placeOf(row)}: ${row.status}. ${what}${reason} (${visible(detail)}).`),
    ...(call === null ? {} : { timeUtc: call.at }),
    properties: { ...row, reasons: [{ reason, detail, call }] },
  };
}

function placeOf({ accountId, region }: CoverageRow): string {
  return region === null ? accountId : `${accountId}/${region}`;
}
