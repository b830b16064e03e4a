import type { Reporter } from '../../src/model/report.ts';
import { asciiJson } from '../ascii-json.ts';
import { findingsAndGone } from '../gone-findings.ts';
import { complianceFindings } from './compliance-finding.ts';

/**
 * Every finding as an OCSF Compliance Finding, one JSON object on each line. SIEMs, and what writes Security Lake's
 * Parquet (Data Firehose, Glue), read JSON so; an array would have to be held as a whole. A report without findings is
 * an empty text.
 */
export const ocsf: Reporter = async function* (report) {
  const toEvent = complianceFindings(report);
  for await (const finding of findingsAndGone(report)) yield `${asciiJson(toEvent(finding))}\n`;
};
