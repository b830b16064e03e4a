import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { json } from '../../../reports/json.ts';
import { reportSchemaText } from '../../../reports/json-schema.ts';
import { sampleReport } from '../../support/report.ts';
import { render } from '../render.ts';

type Node = Record<string, unknown>;

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(reportSchemaText()));

/** Members whose names are data. */
const MAPS = ['facts', 'parameters', 'requests'];

/** Every object in a value whose members are fixed, with its path. */
function* objectsIn(value: unknown, path = ''): Iterable<[path: string, object: Node]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Node];
  for (const [name, part] of Object.entries(value)) {
    if (!MAPS.includes(name)) yield* objectsIn(part, `${path}/${name}`);
  }
}

/** Changes the report, and puts it back. */
function accepts(report: Node, object: Node, change: () => void): boolean {
  const before = { ...object };
  change();
  const accepted = validate(report);
  for (const name of Object.keys(object)) delete object[name];
  Object.assign(object, before);
  return accepted;
}

describe('the schema of the JSON report', () => {
  let report: Node;
  beforeAll(async () => {
    report = JSON.parse(await render(json, sampleReport()));
  });

  test('is the file that is shipped', async () => {
    const file = new URL('../../../schemas/report-1.0.schema.json', import.meta.url);
    expect(await readFile(file, 'utf8')).toBe(reportSchemaText());
  });

  test('refuses a report that lacks any one member', () => {
    const accepted = [...objectsIn(report)].flatMap(([path, object]) =>
      Object.keys(object)
        .filter((name) => accepts(report, object, () => delete object[name]))
        .map((name) => `${path}/${name}`),
    );
    expect(accepted).toEqual([]);
    expect(validate(report)).toBe(true);
  });

  test('refuses a report with a member too many anywhere', () => {
    const objects = [...objectsIn(report)];
    expect(objects.length).toBeGreaterThan(100);
    const accepted = objects.filter(([, object]) =>
      accepts(report, object, () => {
        object.surplus = 1;
      }),
    );
    expect(accepted.map(([path]) => path)).toEqual([]);
  });

  test('refuses a report with a number for a text, or nothing for something', () => {
    const accepted = [...objectsIn(report)].flatMap(([path, object]) =>
      Object.entries(object)
        .filter(([, value]) => value !== null && typeof value !== 'number')
        .filter(([name]) =>
          accepts(report, object, () => {
            object[name] = -1.5;
          }),
        )
        .map(([name]) => `${path}/${name}`),
    );
    expect(accepted).toEqual([]);
  });

  test.each([
    ['an outcome', ['findings', 0, 'outcome'], 'ok'],
    ['a severity', ['findings', 0, 'severity'], 'info'],
    ['a fingerprint in capitals', ['findings', 0, 'fingerprint'], 'ABCDEF0123456789'],
    ['a rule of no family', ['findings', 0, 'ruleId'], 'buckets/public'],
    ['an account of eleven digits', ['findings', 0, 'accountId'], '11112222333'],
    ['a resource that is no ARN', ['findings', 0, 'resource', 'arn'], 'payments'],
    ['a reason', ['coverage', 15, 'reasons', 0, 'reason'], 'forbidden'],
    ['a framework', ['rules', 0, 'controls', 0, 'framework'], 'hipaa'],
    ['a status of coverage', ['coverage', 0, 'status'], 'complete'],
    ['a time that is not in UTC', ['scan', 'startedAt'], '2026-11-20T04:00:00+01:00'],
    ['another version', ['schemaVersion'], '2.0'],
    ['a negative count', ['summary', 'outcomes', 'fail'], -1],
    ['a parameter of a call', ['findings', 0, 'evidence', 'calls', 0, 'parameters'], { a: 1 }],
  ] as const)('refuses %s that the model does not know', (_, path, value) => {
    const broken = structuredClone(report);
    const parent = path.slice(0, -1).reduce((node: unknown, name) => (node as Node)[name], broken) as Node;
    const name = path[path.length - 1] ?? '';
    expect(parent).toHaveProperty([name]);
    parent[name] = value;
    expect(validate(broken)).toBe(false);
  });
});
