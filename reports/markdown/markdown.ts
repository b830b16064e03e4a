import type { Reporter } from '../../src/model/report.ts';
import { counted, figure } from '../words.ts';
import type { Listing } from './listings.ts';
import { listingsOf } from './listings.ts';
import {
  accountsSection,
  blindSpotsSection,
  changesSection,
  coverageSection,
  rulesSection,
  scanSection,
  unknownSection,
  verdictSection,
  worstSection,
} from './sections.ts';

/** UTF-8 bytes. GitHub takes 1 MiB per step (job summaries), and a step may have more to say. */
const LIMIT = 900 * 1024;
/** More than what stands around the lines of a listing. */
const FRAME = 1024;

/**
 * A job summary for GitHub, in its Markdown: the verdict, what changed, what to repair first, what was not seen, counts;
 * then every failure and everything unknown in a line each, as far as there is room, and how many lines there was none for.
 */
export const markdown: Reporter = async function* (report) {
  const { failures, unknown, missing } = await listingsOf(report.findings(), LIMIT);
  const sections = [
    verdictSection(report),
    changesSection(report.comparison),
    worstSection(report.worst),
    coverageSection(report),
    unknownSection(missing),
    rulesSection(report),
    accountsSection(report),
    blindSpotsSection(),
    scanSection(report),
  ];
  const summary = sections.filter((section) => section !== '').join('\n');
  yield summary;
  const failureList = listSection(
    `${counted(failures.count, 'failure')}, the gravest first`,
    failures,
    LIMIT - bytes(summary),
  );
  yield failureList;
  yield listSection(counted(unknown.count, 'unknown finding'), unknown, LIMIT - bytes(summary) - bytes(failureList));
};

/** As many whole lines as there is room for, behind a title that opens them. */
function listSection(title: string, { lines, count }: Listing, room: number): string {
  if (count === 0) return '';
  let left = room - FRAME;
  const excess = lines.findIndex((line) => {
    left -= bytes(line);
    return left < 0;
  });
  const shown = excess === -1 ? lines : lines.slice(0, excess);
  const missing = count - shown.length;
  const note =
    missing === 0
      ? ''
      : `\n${figure(missing)} more are left out: GitHub takes no longer summary. Each is in the reports json, ndjson, csv and html.\n`;
  return `\n<details><summary>${title}</summary>\n\n${shown.join('')}${note}\n</details>\n`;
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
