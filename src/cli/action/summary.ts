import { readFile } from 'node:fs/promises';
import { brief, prose } from '../../../reports/markdown/text.ts';
import type { ScanResult } from './result.ts';

/** A result in GitHub's Markdown: why the scan could not do its work, and the Markdown report at the path if there is one. */
export async function summaryOf({ report, error }: ScanResult, path: string | undefined): Promise<string> {
  const failure = error === null ? '' : `# Trailgate\n\n**The scan could not do its work.** ${prose(brief(error))}\n\n`;
  return report === null || path === undefined ? failure : failure + (await readFile(path, 'utf8'));
}
