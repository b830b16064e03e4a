import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { csv } from '../../reports/csv.ts';
import { junit } from '../../reports/junit.ts';
import { markdown } from '../../reports/markdown/markdown.ts';
import { ndjson } from '../../reports/ndjson.ts';
import type { Finding } from '../../src/model/report.ts';
import { SAMPLE_SCAN, sampleReport } from '../support/report.ts';
import { render } from './render.ts';

/** The demo's report as somebody last read it. Times and request ids have been taken out of it. */
const golden = JSON.parse(readFileSync(new URL('../golden/demo/report.json', import.meta.url), 'utf8'));
const findings: readonly Finding[] = golden.findings.map((finding: Finding) => ({ ...finding, change: null }));
const report = sampleReport({ ...golden, findings, comparison: null, scan: { ...SAMPLE_SCAN, ...golden.scan } });

function count(outcome: Finding['outcome']): number {
  return findings.filter((finding) => finding.outcome === outcome).length;
}

describe('the demo', () => {
  test('has a line of ndjson for each finding', async () => {
    const lines = (await render(ndjson, report)).trimEnd().split('\n');
    const fingerprints = lines
      .map((line) => JSON.parse(line))
      .flatMap((line) => (line.type === 'finding' ? [line.fingerprint] : []));
    expect(fingerprints).toEqual(findings.map(({ fingerprint }) => fingerprint));
  });

  test('has a row of csv for each finding', async () => {
    const text = await render(csv, report);
    expect(text.match(/^"[0-9a-f]{16}",/gm)).toHaveLength(findings.length);
  });

  test('has a test case of junit for each finding, with a result where it did not pass', async () => {
    const text = await render(junit, report);
    const tags = ['<testcase ', '<failure ', '<error ', '<skipped '].map((tag) => text.split(`\n${tag}`).length - 1);
    expect(tags).toEqual([findings.length, count('fail'), count('unknown'), count('not-applicable')]);
  });

  test('has a line of the job summary for each failure and everything unknown', async () => {
    const text = await render(markdown, report);
    const listed = text.slice(text.indexOf('<details>')).match(/^- \*\*.*/gm) ?? [];
    const unknown = listed.filter((line) => line.startsWith('- **unknown** '));
    expect([listed.length - unknown.length, unknown.length]).toEqual([count('fail'), count('unknown')]);
  });
});
