import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { hasPythonTools, pythonTool } from '../../support/python.ts';
import { SAMPLE_SCAN, sampleFinding, sampleReport } from '../../support/report.ts';
import { hostileReport } from '../hostile.ts';
import { filesOf, manyInOrder } from './files.ts';

/**
 * Reads every file with botocore's own validator. It leaves out enums, patterns and the limits that the service model
 * tells in prose alone, so these are walked for here.
 */
const JUDGE = `
import json, re, sys
import botocore.session
from botocore.validate import ParamValidator

model = botocore.session.get_session().get_service_model('securityhub')
shape = model.operation_model('BatchImportFindings').input_shape

def limits(documentation):
    text = re.sub(r'<[^>]+>', '', documentation or '')
    found = {
        'length': re.search(r'Maximum (?:length )?of (\\d+)', text),
        'items': re.search(r'Maximum number of (\\d+) items', text),
        'pairs': re.search(r'up to (\\d+) key-value pairs', text),
        'key': re.search(r'key can contain up to (\\d+) characters', text),
        'value': re.search(r'value can contain up to (\\d+) characters', text),
    }
    return {name: int(match[1]) for name, match in found.items() if match}

def broken(shape, value, path, documentation=''):
    limit = limits(documentation)
    if shape.type_name == 'structure':
        for name, part in value.items():
            yield from broken(shape.members[name], part, f'{path}.{name}', shape.members[name].documentation)
    elif shape.type_name == 'list':
        if len(value) > min(shape.metadata.get('max', 10**9), limit.get('items', 10**9)):
            yield f'{path} has {len(value)} items'
        for part in value:
            yield from broken(shape.member, part, path)
    elif shape.type_name == 'map':
        if len(value) > limit.get('pairs', 10**9):
            yield f'{path} has {len(value)} pairs'
        for key, part in value.items():
            if len(key) > limit.get('key', 10**9) or len(part) > limit.get('value', 10**9):
                yield f'{path}.{key} is too long'
            yield from broken(shape.value, part, path)
    elif shape.type_name == 'string':
        if shape.enum and value not in shape.enum:
            yield f'{path} cannot be {value}'
        if not re.search(shape.metadata.get('pattern', ''), value):
            yield f'{path} does not match'
        if len(value) > limit.get('length', 10**9):
            yield f'{path} is too long'

complaints = []
for name, text in json.load(sys.stdin).items():
    request = {'Findings': json.loads(text)}
    report = ParamValidator().validate(request, shape)
    complaints += [report.generate_report()] if report.has_errors() else broken(shape, request, name)
details = model.shape_for('ResourceDetails').members
print(json.dumps({'complaints': complaints[:20], 'types': sorted(details)}))
`;

interface Judgement {
  readonly complaints: readonly string[];
  /** The resource types that Security Hub has details for. */
  readonly types: readonly string[];
}

async function judged(report: Report): Promise<Judgement> {
  const input = JSON.stringify(await filesOf(report));
  const { stdout, stderr } = await pythonTool('python', ['-c', JUDGE], { input });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe.skipIf(!hasPythonTools)('asff, read by botocore', () => {
  test.each([
    ['the sample', sampleReport()],
    ['many findings', sampleReport({ findings: manyInOrder(306) })],
    ['hostile text', hostileReport()],
    ['GovCloud', sampleReport({ scan: { ...SAMPLE_SCAN, partition: 'aws-us-gov' } })],
    ['the European Sovereign Cloud', sampleReport({ scan: { ...SAMPLE_SCAN, partition: 'aws-eusc' } })],
    [
      'as much as there can be of everything',
      sampleReport({
        findings: [
          sampleFinding({
            outcome: 'unknown',
            message: 'x'.repeat(2000),
            controls: Array.from({ length: 40 }, () => ({ framework: 'nist', version: 'r5', id: 'AU-2' })),
            reasons: Array.from({ length: 40 }, () => ({ reason: 'error', detail: 'x'.repeat(2000), call: null })),
            evidence: { calls: [], facts: { format: 'x'.repeat(5000) } },
            remediation: { cli: 'x'.repeat(2000), terraform: 'x'.repeat(2000), cloudformation: 'x'.repeat(2000) },
          }),
        ],
      }),
    ],
  ])('is what BatchImportFindings takes: %s', async (_, report) => {
    expect((await judged(report)).complaints).toEqual([]);
  });

  test('names resource types that Security Hub has details for', async () => {
    const { types } = await judged(sampleReport());
    const files = Object.values(await filesOf(sampleReport()));
    const used = new Set<string>(files.flatMap((text) => JSON.parse(text)).map(({ Resources: [{ Type }] }) => Type));
    // Of accounts it has none, though its own findings are about them.
    used.delete('AwsAccount');
    expect(used.size).toBeGreaterThan(3);
    for (const type of used) expect(types).toContain(type);
  });
});
