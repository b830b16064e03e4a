import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { json } from '../../../reports/json.ts';
import { reportSchemaText } from '../../../reports/json-schema.ts';
import { BLIND_SPOTS } from '../../../src/model/blind-spots.ts';
import type { Comparison, GoneFinding } from '../../../src/model/comparison.ts';
import { SAMPLE_COVERAGE, SAMPLE_FINDINGS, sampleReport } from '../../support/report.ts';
import { emptyReport, HOSTILE_TEXTS, hostileReport } from '../hostile.ts';
import { expectOneAtATime, render } from '../render.ts';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(reportSchemaText()));

async function collected<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const GONE: GoneFinding = {
  fingerprint: '0123456789abcdef',
  ruleId: 'trails/unvalidated-log-files',
  severity: 'medium',
  accountId: '333344445555',
  region: null,
  resource: {
    arn: 'arn:aws:cloudtrail:eu-west-1:333344445555:trail/late',
    type: 'AWS::CloudTrail::Trail',
    name: 'late',
  },
  message: 'log file validation is off',
  change: 'became-unknown',
};
const COMPARISON: Comparison = {
  baseline: { judgedAt: '2026-11-13T04:00:00.000Z', toolVersion: '0.1.0', inventorySha256: null },
  counts: { new: 1, changed: 1, unchanged: 2, fixed: 0, 'became-unknown': 1 },
  newFailures: { critical: 0, high: 0, medium: 1, low: 0 },
  worsened: { critical: 0, high: 1, medium: 0, low: 0 },
  worstNew: SAMPLE_FINDINGS.slice(0, 1),
  async *gone() {
    yield GONE;
  },
};

describe('the JSON report', () => {
  test.each([
    ['a sample', sampleReport()],
    ['one without findings, coverage and rules', emptyReport()],
    ['one with hostile text', hostileReport()],
    ['one that is compared with another', sampleReport({ comparison: COMPARISON })],
  ])('follows its schema: %s', async (_, report) => {
    expect(validate(JSON.parse(await render(json, report))), ajv.errorsText(validate.errors)).toBe(true);
  });

  test('holds everything that the report holds', async () => {
    const { tool, scan, rules, summary } = sampleReport();
    expect(JSON.parse(await render(json, sampleReport()))).toEqual({
      schemaVersion: '1.0',
      tool,
      scan,
      coverage: SAMPLE_COVERAGE,
      rules,
      findings: SAMPLE_FINDINGS,
      matrix: await collected(sampleReport().matrix()),
      blindSpots: BLIND_SPOTS,
      comparison: null,
      summary,
    });
  });

  test('holds its comparison with every failure that is gone, and no finding twice', async () => {
    const { worstNew: _, ...comparison } = COMPARISON;
    const text = await render(json, sampleReport({ comparison: COMPARISON }));
    expect((JSON.parse(text) as { comparison: unknown }).comparison).toEqual({ ...comparison, gone: [GONE] });
  });

  test('gives the same text each time, ending in a line break', async () => {
    const text = await render(json, sampleReport());
    expect(await render(json, sampleReport())).toBe(text);
    expect(text.endsWith('}\n')).toBe(true);
  });

  test('has one finding on each line', async () => {
    const lines = (await render(json, sampleReport())).split('\n');
    const findings = lines.filter((line) => line.startsWith('    {"fingerprint"'));
    expect(findings.map((line) => JSON.parse(line.replace(/,$/, '')))).toEqual(SAMPLE_FINDINGS);
  });

  test('gives hostile text back as it was, in well-formed UTF-8', async () => {
    const bytes = Buffer.from(await render(json, hostileReport()), 'utf8');
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const { findings } = JSON.parse(text) as { findings: { resource: { name: string } }[] };
    expect(findings.filter((_, index) => index % 2 === 0).map(({ resource }) => resource.name)).toEqual(
      HOSTILE_TEXTS.map((name) => name.replace(/\p{Cs}/gu, '\ufffd')),
    );
    // A parser in another language would refuse half of a pair that is spelled out as an escape.
    expect(text).not.toMatch(/(?<!\\)(?:\\\\)*\\ud[89a-f]/);
  });

  test('writes each finding before it asks for the next', async () => {
    await expectOneAtATime(json, '"fingerprint"');
  });
});
