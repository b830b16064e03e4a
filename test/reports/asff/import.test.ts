import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { awsEnvironment, type Moto, motoAvailable, startMoto } from '../../support/moto.ts';
import { pythonTool } from '../../support/python.ts';
import { SAMPLE_FINDINGS, sampleReport } from '../../support/report.ts';
import { filesOf, manyInOrder, type SecurityFinding } from './files.ts';

/**
 * Imports each file as its name says: with a role of that account, in that region. Security Hub refuses findings of
 * another account or region, which moto does not: so they are refused here.
 */
const IMPORT = `
import json, sys
import boto3

def hub(account, region):
    role = f'arn:aws:iam::{account}:role/SecurityHubImporter'
    keys = boto3.client('sts', region).assume_role(RoleArn=role, RoleSessionName='import')['Credentials']
    session = boto3.Session(keys['AccessKeyId'], keys['SecretAccessKey'], keys['SessionToken'], region)
    assert session.client('sts').get_caller_identity()['Account'] == account
    return session.client('securityhub')

def stored(client):
    pages = client.get_paginator('get_findings').paginate()
    return [finding for page in pages for finding in page['Findings']]

places = {}
for name, text in json.load(sys.stdin).items():
    account, region = name.split('.')[:2]
    findings = json.loads(text)
    for finding in findings:
        assert finding['AwsAccountId'] == account
        assert finding['ProductArn'].split(':')[3:5] == [region, account]
    if (account, region) not in places:
        places[account, region] = hub(account, region)
        places[account, region].enable_security_hub(EnableDefaultStandards=False)
    answer = places[account, region].batch_import_findings(Findings=findings)
    assert (answer['FailedCount'], answer['SuccessCount']) == (0, len(findings)), answer
print(json.dumps({'.'.join(place): stored(client) for place, client in places.items()}))
`;

describe.skipIf(!motoAvailable)('asff, imported on moto', () => {
  let moto: Moto;

  beforeAll(async () => {
    moto = await startMoto({ managedPolicies: false });
  });
  beforeEach(() => moto.reset());
  afterAll(() => moto.stop());

  async function imported(
    files: Readonly<Record<string, string>>,
  ): Promise<Readonly<Record<string, readonly SecurityFinding[]>>> {
    const { stdout, stderr } = await pythonTool('python', ['-c', IMPORT], {
      input: JSON.stringify(files),
      env: awsEnvironment(moto.endpoint),
    });
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  }

  test('every finding is there afterwards, in its own account and region', async () => {
    const hubs = await imported(await filesOf(sampleReport()));
    const statuses = { pass: 'PASSED', fail: 'FAILED', unknown: 'WARNING', 'not-applicable': 'NOT_AVAILABLE' };
    const stored = Object.entries(hubs).flatMap(([hub, findings]) =>
      findings.map(({ Id, Compliance }) => [hub, Id, Compliance.Status]),
    );
    const expected = SAMPLE_FINDINGS.map(({ accountId, region, fingerprint, outcome }) => [
      `${accountId}.${region ?? 'us-east-1'}`,
      `trailgate/${fingerprint}`,
      statuses[outcome],
    ]);
    expect(stored.toSorted()).toEqual(expected.toSorted());
  });

  test('what was imported is what was written, and a second import adds nothing', async () => {
    const files = await filesOf(sampleReport({ findings: manyInOrder(306) }));
    const written: readonly SecurityFinding[] = Object.values(files).flatMap((text) => JSON.parse(text));
    await imported(files);
    const stored = Object.values(await imported(files)).flat();
    expect(stored).toHaveLength(written.length);
    expect(byId(stored)).toEqual(byId(written));
  });
});

function byId(findings: readonly SecurityFinding[]): Readonly<Record<string, SecurityFinding>> {
  return Object.fromEntries(findings.map((finding) => [finding.Id, finding]));
}
