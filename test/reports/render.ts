import { expect } from 'vitest';
import type { Report, Reporter, ReporterOptions } from '../../src/model/report.ts';
import { manyFindings, sampleReport } from '../support/report.ts';

/** What a file's reporter is told where no version control is known. */
export const PLAIN: ReporterOptions = { color: false, width: 80, versionControl: null };

/** The whole of what a reporter writes. */
export async function render(reporter: Reporter, report: Report, options: Partial<ReporterOptions> = {}) {
  let text = '';
  for await (const piece of reporter(report, { ...PLAIN, ...options })) text += piece;
  return text;
}

/** Holds a reporter to streaming: each finding, known by a mark in what it writes, is written before the next is asked for. */
export async function expectOneAtATime(reporter: Reporter, mark: string): Promise<void> {
  let asked = 0;
  let written = 0;
  const report = {
    ...sampleReport(),
    async *findings() {
      for (const finding of manyFindings(50)) {
        expect(written).toBe(asked);
        asked += 1;
        yield finding;
      }
    },
  };
  for await (const piece of reporter(report, PLAIN)) {
    if (piece.includes(mark)) written += 1;
  }
  expect(written).toBe(50);
}
