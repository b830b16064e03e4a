import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Packed } from '../../../reports/html/columns.ts';
import { unpack } from '../../../reports/html/columns.ts';
import type { ListPart, PageData, PagePart } from '../../../reports/html/data.ts';
import { html } from '../../../reports/html/html.ts';
import { PAGE_SCRIPT, PAGE_STYLE } from '../../../reports/html/page.generated.ts';
import type { Finding } from '../../../src/model/report.ts';
import { manyFindings, SAMPLE_COVERAGE, SAMPLE_SCAN, sampleReport } from '../../support/report.ts';
import { SAMPLE_COMPARISON, SAMPLE_GONE } from '../../support/report-comparison.ts';
import { renderHtml } from '../../support/report-page.ts';

const OPTIONS = { color: false, width: 80, versionControl: null };

function blocks<P extends PagePart>(text: string, part: P): readonly PageData[P][] {
  const templates = text.matchAll(new RegExp(`<template data-part="${part}">([^<]*)</template>`, 'g'));
  return [...templates].map(([, base64 = '']) => JSON.parse(gunzipSync(Buffer.from(base64, 'base64')).toString()));
}

function list(text: string, part: ListPart): readonly object[] {
  return blocks(text, part).flatMap((packed) => unpack(packed as Packed<object>));
}

function findingsIn(text: string): readonly object[] {
  const details = blocks(text, 'details').flatMap(({ items, calls }) => {
    const known = unpack(calls);
    return unpack(items).map(({ reasons, remediation, facts, calls: places }) => ({
      reasons,
      remediation,
      evidence: { calls: places.map((place) => known[place]), facts },
    }));
  });
  return list(text, 'rows').map((row, index) => ({ ...row, ...details[index] }));
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

describe('the HTML report', () => {
  test('allows its own script and style by hash, and nothing else', async () => {
    const text = await renderHtml(sampleReport());
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text) ?? [];
    expect(policy).toBe(
      `default-src 'none'; script-src ${hash(PAGE_SCRIPT)}; style-src ${hash(PAGE_STYLE)}; base-uri 'none'; form-action 'none'`,
    );
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).toContain(`<script>${PAGE_SCRIPT}</script>`);
    expect(text).toContain(`<style>${PAGE_STYLE}</style>`);
    expect(text.slice(0, text.indexOf('<script>'))).not.toMatch(/<[^>]*\s(style|on\w+|src)=/);
  });

  test('names no address to load anything from', async () => {
    const text = await renderHtml(sampleReport());
    expect(text).not.toMatch(/<(link|img|iframe|object|embed|script)\s/);
    expect(PAGE_STYLE).not.toMatch(/url\(|@import/);
  });

  test('embeds every finding and every row of coverage and matrix, whole and in order', async () => {
    const findings = manyFindings(9_000);
    const report = sampleReport({ findings });
    const text = await renderHtml(report);
    expect(findingsIn(text)).toEqual(findings);
    expect(list(text, 'coverage')).toEqual(SAMPLE_COVERAGE);
    const matrix = [];
    for await (const row of report.matrix()) matrix.push(row);
    expect(list(text, 'matrix')).toEqual(matrix);
  });

  test('writes what many findings share once for all of them', async () => {
    const size = async (count: number) => (await renderHtml(sampleReport({ findings: manyFindings(count) }))).length;
    const empty = await size(0);
    const bytesEach = ((await size(8_000)) - empty) / 8_000;
    expect(bytesEach).toBeGreaterThan(8);
    expect(bytesEach).toBeLessThan(50);
  });

  test('says what became of failures since a baseline, and nothing of that without one', async () => {
    const text = await renderHtml(sampleReport({ comparison: SAMPLE_COMPARISON }));
    expect(text).toContain('Compared with the report of 2026-11-13 04:00:12 UTC');
    expect(text).toContain(SAMPLE_COMPARISON.baseline.inventorySha256);
    expect(text).toContain('1 critical, 2 high');
    expect(list(text, 'gone')).toEqual(SAMPLE_GONE);
    expect(await renderHtml(sampleReport())).not.toContain('id="changes"');
  });

  test('counts for each control what the rules that are mapped to it found', async () => {
    const report = sampleReport();
    const text = await renderHtml(report);
    const mapped = report.rules.filter(({ controls }) => controls.some(({ framework }) => framework === 'cis'));
    expect(mapped.length).toBeGreaterThan(0);
    const [clause] = mapped[0]?.controls.filter(({ framework }) => framework === 'cis') ?? [];
    expect(text).toContain(`framework=cis+${clause?.version}+${clause?.id}`);
    expect(text).toContain('Everything else in a framework is not covered by this report');
  });

  test('names the evidence that it was made from', async () => {
    expect(await renderHtml(sampleReport())).toContain(`sha256:${SAMPLE_SCAN.inventorySha256}`);
  });

  test('gives findings away block by block while it reads them', async () => {
    const all = manyFindings(9_000);
    let read = 0;
    const report = {
      ...sampleReport({ findings: [] }),
      findings: async function* (): AsyncIterable<Finding> {
        for (const finding of all) {
          read += 1;
          yield finding;
        }
      },
    };
    const readAtBlock: number[] = [];
    for await (const part of html(report, OPTIONS)) if (part.includes('data-part="rows"')) readAtBlock.push(read);
    expect(readAtBlock).toEqual([4_000, 8_000, 9_000]);
  });

  test('ends a block early where findings are large', async () => {
    const findings = manyFindings(6).map((finding, index) => ({ ...finding, message: `${index}`.repeat(2_000_000) }));
    const text = await renderHtml(sampleReport({ findings }));
    expect(blocks(text, 'rows')).toHaveLength(3);
    expect(findingsIn(text)).toEqual(findings);
  });

  test('escapes what AWS and the caller chose', async () => {
    const scan = {
      ...SAMPLE_SCAN,
      partition: '<img src=x>',
      caller: { accountId: '111122223333', arn: '</dd><script>alert(1)</script>\u202e' },
      requests: { '"><svg onload=alert(2)>': 1 },
    };
    const text = await renderHtml(sampleReport({ scan }));
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toMatch(/<img|<svg/);
    expect(text).toContain('&lt;/dd&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;U+202E&gt;');
  });

  test('is the same text for the same report', async () => {
    expect(await renderHtml(sampleReport())).toBe(await renderHtml(sampleReport()));
  });
});
