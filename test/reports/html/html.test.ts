import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { PageData, PagePart } from '../../../reports/html/data.ts';
import { html } from '../../../reports/html/html.ts';
import { PAGE_SCRIPT, PAGE_STYLE } from '../../../reports/html/page.generated.ts';
import type { Finding } from '../../../src/model/report.ts';
import { manyFindings, SAMPLE_COVERAGE, SAMPLE_SCAN, sampleReport } from '../../support/report.ts';
import { renderHtml } from '../../support/report-page.ts';

const OPTIONS = { color: false, width: 80 };

function embedded<P extends PagePart>(text: string, part: P): readonly PageData[P][] {
  const blocks = text.matchAll(new RegExp(`<template data-part="${part}">([^<]*)</template>`, 'g'));
  return [...blocks].flatMap(([, base64 = '']) => JSON.parse(gunzipSync(Buffer.from(base64, 'base64')).toString()));
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

  test('embeds every finding and every row of coverage, whole and in order', async () => {
    const findings = manyFindings(2_345);
    const text = await renderHtml(sampleReport({ findings }));
    const rows = embedded(text, 'rows');
    const details = embedded(text, 'details');
    expect(rows.map((row, index) => ({ ...row, ...details[index] }))).toEqual(findings);
    expect(embedded(text, 'coverage')).toEqual(SAMPLE_COVERAGE);
  });

  test('gives findings away block by block while it reads them', async () => {
    const all = manyFindings(3_000);
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
    expect(readAtBlock).toEqual([1_000, 2_000, 3_000]);
  });

  test('ends a block early where findings are large', async () => {
    const findings = manyFindings(6).map((finding) => ({ ...finding, message: 'm'.repeat(2_000_000) }));
    const text = await renderHtml(sampleReport({ findings }));
    expect(text.match(/data-part="rows"/g)).toHaveLength(3);
    expect(embedded(text, 'rows')).toHaveLength(6);
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
