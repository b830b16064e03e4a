import { describe, expect, test } from 'vitest';
import { asff } from '../../../reports/asff/asff.ts';
import type { Finding } from '../../../src/model/report.ts';
import { SAMPLE_FINDINGS, SAMPLE_SCAN, sampleCall, sampleFinding, sampleReport } from '../../support/report.ts';
import { GONE, goneReport } from '../gone-report.ts';
import { emptyReport, HOSTILE_TEXTS, hostileReport } from '../hostile.ts';
import { PLAIN } from '../render.ts';
import { filesOf, manyInOrder, type SecurityFinding, securityFindingOf } from './files.ts';

describe('the files of asff', () => {
  test('hold every finding, each in the file of its account and region', async () => {
    const files = await filesOf(sampleReport());
    expect(Object.keys(files)).toEqual([
      '111122223333.us-east-1.00001.json',
      '333344445555.us-east-1.00002.json',
      '333344445555.eu-west-1.00003.json',
      '444455556666.us-east-1.00004.json',
    ]);
    const ids = Object.values(files).flatMap((text) => JSON.parse(text).map(({ Id }: SecurityFinding) => Id));
    expect(ids.toSorted()).toEqual(SAMPLE_FINDINGS.map(({ fingerprint }) => `trailgate/${fingerprint}`).toSorted());
  });

  test('are named after the account and region that the product ARNs in them name', async () => {
    for (const [name, text] of Object.entries(await filesOf(sampleReport({ findings: manyInOrder(60) })))) {
      const [account, region] = name.split('.');
      for (const { AwsAccountId, ProductArn } of JSON.parse(text)) {
        expect(AwsAccountId).toBe(account);
        expect(ProductArn).toBe(`arn:aws:securityhub:${region}:${account}:product/${account}/default`);
      }
    }
  });

  test('are none for a report without findings', async () => {
    expect(await filesOf(emptyReport())).toEqual({});
  });

  test('hold at most 100 findings', async () => {
    const files = await filesOf(sampleReport({ findings: manyInOrder(606) }));
    expect(Object.entries(files).map(([name, text]) => [name, JSON.parse(text).length])).toEqual([
      ['111122223333.ap-southeast-2.00001.json', 100],
      ['111122223333.eu-west-1.00002.json', 100],
      ['111122223333.us-east-1.00003.json', 100],
      ['111122223333.ap-southeast-2.00004.json', 100],
      ['111122223333.eu-west-1.00005.json', 100],
      ['111122223333.us-east-1.00006.json', 100],
      ['111122223333.ap-southeast-2.00007.json', 2],
      ['111122223333.eu-west-1.00008.json', 2],
      ['111122223333.us-east-1.00009.json', 2],
      ['333344445555.ap-southeast-2.00010.json', 100],
      ['333344445555.eu-west-1.00011.json', 100],
      ['333344445555.us-east-1.00012.json', 100],
      ['333344445555.ap-southeast-2.00013.json', 100],
      ['333344445555.eu-west-1.00014.json', 100],
      ['333344445555.us-east-1.00015.json', 100],
      ['333344445555.ap-southeast-2.00016.json', 2],
      ['333344445555.eu-west-1.00017.json', 2],
      ['333344445555.us-east-1.00018.json', 2],
    ]);
  });

  test('keep under the 6 MB that one call takes', async () => {
    const reasons = Array.from({ length: 20 }, () => ({
      reason: 'error' as const,
      detail: '😀'.repeat(600),
      call: null,
    }));
    const findings = Array.from({ length: 99 }, (_, index) =>
      sampleFinding({ outcome: 'unknown', reasons, fingerprint: String(index).padStart(16, '0') }),
    );
    const sizes = Object.values(await filesOf(sampleReport({ findings }))).map((text) => Buffer.byteLength(text));
    expect(sizes).toHaveLength(2);
    expect(Math.max(...sizes)).toBeLessThan(6_000_000);
  });

  test('are given out before the next account is read: no more than one account is held', async () => {
    const findings = manyInOrder(60);
    let asked = 0;
    const report = {
      ...sampleReport(),
      async *findings() {
        for (const finding of findings) {
          asked += 1;
          yield finding;
        }
      },
    };
    for await (const { name } of asff(report, PLAIN)) {
      if (name.startsWith('111122223333')) expect(asked).toBe(61);
    }
    expect(asked).toBe(120);
  });

  test.each([
    ['aws', 'us-east-1'],
    ['aws-cn', 'cn-northwest-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-eusc', 'eusc-de-east-1'],
  ])('hold what no region of %s holds for its home, %s', async (partition, home) => {
    const findings = [sampleFinding({ region: null })];
    const files = await filesOf(sampleReport({ findings, scan: { ...SAMPLE_SCAN, partition } }));
    expect(Object.keys(files)).toEqual([`333344445555.${home}.00001.json`]);
    expect(Object.values(files)[0]).toContain(`"arn:${partition}:securityhub:${home}:333344445555:product/`);
  });

  test.each(['../../eu-west-1', 'EU', ''])('do not take %j for a region', async (region) => {
    const files = await filesOf(sampleReport({ findings: [sampleFinding({ region })] }));
    expect(Object.keys(files)).toEqual(['333344445555.us-east-1.00001.json']);
  });
});

describe('a finding of asff', () => {
  test('tells passed, failed, undecided and not applicable apart', async () => {
    const told = await Promise.all(
      (['fail', 'unknown', 'pass', 'not-applicable'] as const).map(async (outcome) => {
        const { Compliance, Severity, RecordState } = await securityFindingOf({ outcome, severity: 'high' });
        return [Compliance.Status, Severity.Label, Severity.Original, RecordState];
      }),
    );
    expect(told).toEqual([
      ['FAILED', 'HIGH', 'high', 'ACTIVE'],
      ['WARNING', 'LOW', 'high', 'ACTIVE'],
      ['PASSED', 'INFORMATIONAL', 'high', 'ACTIVE'],
      ['NOT_AVAILABLE', 'INFORMATIONAL', 'high', 'ARCHIVED'],
    ]);
  });

  test('gives severity and types also where later imports may change them', async () => {
    const { Severity, Types, FindingProviderFields } = await securityFindingOf({});
    expect(FindingProviderFields).toEqual({ Severity, Types });
  });

  test('is of a type that says whether a framework asks for it', async () => {
    const [withControls, without] = [await securityFindingOf({}), await securityFindingOf({ controls: [] })];
    expect(withControls.Types).toEqual(['Software and Configuration Checks/Industry and Regulatory Standards']);
    expect(without.Types).toEqual(['Software and Configuration Checks/AWS Security Best Practices']);
    expect(without.Compliance).toEqual({ Status: 'FAILED' });
  });

  test('says what was missing where nothing could be decided', async () => {
    const unknown = SAMPLE_FINDINGS.find(({ outcome }) => outcome === 'unknown');
    const { Compliance } = await securityFindingOf({ ...unknown });
    expect(Compliance.StatusReasons).toEqual([
      {
        ReasonCode: 'ACCESS_DENIED',
        Description: expect.stringContaining('is not authorized to perform: iam:GetRole'),
      },
    ]);
  });

  test('archives failures of the baseline whose resource is gone', async () => {
    const [text = ''] = Object.values(await filesOf(goneReport()));
    expect(JSON.parse(text)).toMatchObject([
      { Id: `trailgate/${GONE.fingerprint}`, RecordState: 'ARCHIVED', Compliance: { Status: 'NOT_AVAILABLE' } },
    ]);
  });

  test.each([
    ['AWS::CloudTrail::Trail', 'AwsCloudTrailTrail', 'arn:aws:cloudtrail:eu-west-1:333344445555:trail/payments'],
    ['AWS::Logs::LogGroup', 'Other', 'arn:aws:cloudtrail:eu-west-1:333344445555:trail/payments'],
    ['AWS::::Account', 'AwsAccount', 'AWS::::Account:333344445555'],
  ])('names a resource of type %s as Security Hub does: %s', async (type, hubType, id) => {
    const { resource } = sampleFinding();
    const { Resources } = await securityFindingOf({ resource: { ...resource, type } });
    expect(Resources).toMatchObject([
      {
        Type: hubType,
        Id: id,
        Partition: 'aws',
        Region: 'eu-west-1',
        Details: { Other: { CloudFormationType: type } },
      },
    ]);
  });

  test('gives the command of a failure, and nothing to repair else', async () => {
    const { Remediation } = await securityFindingOf({});
    expect(Remediation.Recommendation.Text).toMatch(/^aws cloudtrail update-trail /);
    expect(Remediation.Recommendation.Url).toMatch(/^https:/);
    expect(await securityFindingOf({ outcome: 'pass', remediation: null })).not.toHaveProperty('Remediation');
  });

  test.each([
    [512, true, true],
    [513, false, true],
    [2048, false, true],
    [2049, false, false],
  ])('never cuts a command that is to be pasted: one of %i characters', async (length, inText, inField) => {
    const cli = 'x'.repeat(length);
    const repair = { cli, terraform: 'a\n  b', cloudformation: 'Type: AWS::CloudTrail::Trail' };
    const { Remediation, ProductFields } = await securityFindingOf({ remediation: repair });
    expect(Remediation.Recommendation.Text === cli).toBe(inText);
    expect(ProductFields['trailgate/cli']).toBe(inField ? cli : undefined);
    expect(ProductFields['trailgate/terraform']).toBe('a\n  b');
  });

  test('says what the verdict rests on', async () => {
    const { ProductFields } = await securityFindingOf({
      change: 'new',
      evidence: { calls: [sampleCall(), sampleCall({ region: null, requestId: null })], facts: { multiRegion: true } },
    });
    expect(ProductFields).toMatchObject({
      'trailgate/outcome': 'fail',
      'trailgate/change': 'new',
      'trailgate/facts': '{"multiRegion":true}',
      'trailgate/calls':
        'cloudtrail:DescribeTrails in 333344445555/eu-west-1 at 2026-11-20T04:00:12.345Z (5f1d6a52-8c3e-4d0b-9f67-2a4f1f0a7c11); ' +
        'cloudtrail:DescribeTrails in 333344445555 at 2026-11-20T04:00:12.345Z',
    });
  });

  test('says of a list that was cut how much is missing', async () => {
    const controls = Array.from({ length: 40 }, (_, index) => ({
      framework: 'nist' as const,
      version: 'r5',
      id: `AU-${index}`,
    }));
    const reasons = Array.from({ length: 40 }, () => ({
      reason: 'throttled' as const,
      detail: 'slow down',
      call: null,
    }));
    const { Compliance } = await securityFindingOf({
      outcome: 'unknown',
      controls,
      reasons,
    } satisfies Partial<Finding>);
    expect(Compliance.RelatedRequirements).toHaveLength(32);
    expect(Compliance.RelatedRequirements.at(-1)).toBe('and 9 more');
    expect(Compliance.StatusReasons).toHaveLength(20);
    expect(Compliance.StatusReasons.at(-1)).toEqual({ ReasonCode: 'MORE_REASONS', Description: 'and 21 more' });
  });

  test('spells hostile text out, cuts it with a mark, and stays under 240 KB', async () => {
    const files = Object.values(await filesOf(hostileReport()));
    const findings: readonly SecurityFinding[] = files.flatMap((text) => JSON.parse(text));
    expect(findings).toHaveLength(2 * HOSTILE_TEXTS.length);
    for (const finding of findings) {
      const { Resources, Description } = finding;
      for (const text of [Resources[0].Id, Resources[0].Details.Other.Name, Description]) {
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }
      expect(Buffer.byteLength(JSON.stringify(finding))).toBeLessThan(240_000);
    }
    expect(findings.filter(({ Description }) => Description.endsWith('…'))).toHaveLength(4);
  });
});
