import { describe, expect, test } from 'vitest';
import { ocsf } from '../../../reports/ocsf/ocsf.ts';
import { hasPythonTools, pythonTool } from '../../support/python.ts';
import { SAMPLE_SCAN, sampleReport } from '../../support/report.ts';
import { hostileReport } from '../hostile.ts';
import { render } from '../render.ts';

/**
 * Reads each line with py-ocsf-models, which ignores what it does not know: so the keys of what it has read are held
 * against ours. It has `cloud` in other classes only, and no `compliance.status`; OCSF 1.3.0 has both here.
 */
const JUDGE = `
import json, sys
from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding
from py_ocsf_models.objects.cloud import Cloud

def ignored(ours, read, path):
    if isinstance(ours, dict):
        for key, value in ours.items():
            if key not in read:
                yield f'{path}.{key}'
            elif (path, key) != ('', 'unmapped'):
                yield from ignored(value, read[key], f'{path}.{key}')
    elif isinstance(ours, list):
        for index, value in enumerate(ours):
            yield from ignored(value, read[index], path)

def judge(model, event):
    return list(ignored(event, model.model_validate(event).model_dump(exclude_unset=True), ''))

count = 0
unknown = set()
for line in sys.stdin.read().split('\\n')[:-1]:
    event = json.loads(line)
    count += 1
    unknown.update(judge(Cloud, event.pop('cloud')))
    unknown.update(judge(ComplianceFinding, event))
print(json.dumps({'count': count, 'unknown': sorted(unknown)}))
`;

describe.skipIf(!hasPythonTools)('ocsf, read by py-ocsf-models', () => {
  test.each([
    ['the sample', sampleReport(), 8],
    ['hostile text', hostileReport(), 26],
    ['no organization', sampleReport({ scan: { ...SAMPLE_SCAN, organization: null } }), 8],
  ])('is valid, and has no key that the model does not know: %s', async (_, report, count) => {
    const { stdout, stderr } = await pythonTool('python', ['-c', JUDGE], { input: await render(ocsf, report) });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({ count, unknown: ['.compliance.status'] });
  });
});
