import { describe, expect, test } from 'vitest';
import { ocsf } from '../../../reports/ocsf/ocsf.ts';
import type { Finding, Report } from '../../../src/model/report.ts';
import { SAMPLE_FINDINGS, SAMPLE_SCAN, sampleCall, sampleFinding, sampleReport } from '../../support/report.ts';
import { GONE, goneReport } from '../gone-report.ts';
import { emptyReport, HOSTILE_TEXTS, hostileReport } from '../hostile.ts';
import { expectOneAtATime, render } from '../render.ts';

// biome-ignore lint/suspicious/noExplicitAny: the shape is what is tested
type Event = any;

async function eventsOf(report: Report): Promise<readonly Event[]> {
  const lines = (await render(ocsf, report)).split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line));
}

async function eventOf(overrides: Partial<Finding>): Promise<Event> {
  const [event] = await eventsOf(sampleReport({ findings: [sampleFinding(overrides)] }));
  return event;
}

describe('ocsf', () => {
  test('writes every finding, passes and what does not apply included, on a line of its own', async () => {
    const events = await eventsOf(sampleReport());
    expect(events.map((event) => event.finding_info.uid)).toEqual(
      SAMPLE_FINDINGS.map(({ fingerprint }) => fingerprint),
    );
  });

  test('is an empty text for a report without findings', async () => {
    expect(await render(ocsf, emptyReport())).toBe('');
  });

  test('writes each finding before the next is asked for', () => expectOneAtATime(ocsf, '"class_uid":2003'));

  test('tells the result of the check by the numbers and names of OCSF 1.3.0', async () => {
    const results = await Promise.all(
      (['fail', 'unknown', 'pass', 'not-applicable'] as const).map(async (outcome) => {
        const { compliance, severity, status, status_code } = await eventOf({ outcome, severity: 'high' });
        return [compliance.status_id, compliance.status, severity, status, status_code];
      }),
    );
    expect(results).toEqual([
      [3, 'Fail', 'High', 'New', 'fail'],
      [0, 'Unknown', 'Unknown', 'New', 'unknown'],
      [1, 'Pass', 'Informational', 'No Review Needed', 'pass'],
      [99, 'Not Applicable', 'Informational', 'No Review Needed', 'not-applicable'],
    ]);
  });

  test('takes the activity from the comparison with a baseline', async () => {
    const changes = [null, 'new', 'changed', 'unchanged', 'became-unknown', 'fixed'] as const;
    const activities = await Promise.all(
      changes.map(async (change) => {
        const { activity_id, type_uid } = await eventOf({ change });
        expect(type_uid).toBe(200_300 + activity_id);
        return activity_id;
      }),
    );
    expect(activities).toEqual([1, 1, 2, 2, 2, 3]);
  });

  test('closes failures of the baseline whose resource is gone', async () => {
    expect(await eventsOf(goneReport())).toMatchObject([
      {
        activity_id: 3,
        status: 'Resolved',
        finding_info: { uid: GONE.fingerprint },
        compliance: { status: 'Not Applicable', standards: expect.arrayContaining(['NIST SP 800-53 r5']) },
        message: 'gone since the baseline, which said: log file validation is off',
      },
    ]);
  });

  test('names the resource, its region and partition, and the account', async () => {
    expect(await eventOf({})).toMatchObject({
      resources: [
        {
          uid: 'arn:aws:cloudtrail:eu-west-1:333344445555:trail/payments',
          name: 'payments',
          type: 'AWS::CloudTrail::Trail',
          region: 'eu-west-1',
          cloud_partition: 'aws',
          owner: { uid: '333344445555', name: 'payments-prod' },
        },
      ],
      cloud: {
        provider: 'AWS',
        account: { uid: '333344445555', name: 'payments-prod', type_id: 10 },
        region: 'eu-west-1',
        org: { uid: 'o-exampleorgid' },
      },
    });
  });

  test('has no region for what no region holds', async () => {
    const event = await eventOf({ region: null });
    expect(event.cloud).not.toHaveProperty('region');
    expect(event.resources[0]).not.toHaveProperty('region');
  });

  test.each([
    ['arn:aws:cloudtrail:us-east-1:111122223333:trail/org-trail', '111122223333'],
    ['arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5/stages/prod', '333344445555'],
    ['arn:aws:s3:::audit-logs', undefined],
    ['not an ARN', undefined],
  ])('takes the owner of %s from what the ARN tells', async (arn, owner) => {
    const event = await eventOf({ resource: { arn, type: 'AWS::CloudTrail::Trail', name: 'payments' } });
    expect(event.resources[0].owner?.uid).toBe(owner);
  });

  test('gives the repair of a failure, and the pages that the rule rests on', async () => {
    const { remediation, unmapped } = await eventOf({});
    expect(remediation.desc).toMatch(/^aws cloudtrail update-trail /);
    expect(remediation.references).toHaveLength(1);
    expect(unmapped.terraform).toContain('aws_cloudtrail');
    expect(await eventOf({ outcome: 'pass', remediation: null })).not.toHaveProperty('remediation');
  });

  test('says what was missing where nothing could be decided', async () => {
    const unknown = (await eventsOf(sampleReport())).find(({ status_code }) => status_code === 'unknown');
    expect(unknown.status_detail).toMatch(/^access-denied: User: /);
    expect(JSON.parse(unknown.unmapped.reasons)).toMatchObject([{ call: { api: 'iam:GetRole' } }]);
  });

  test('tells when the evidence was last seen: the latest of its calls', async () => {
    const calls = ['2026-11-20T04:00:12.345Z', '2026-11-20T04:02:00.000Z'].map((at) => sampleCall({ at }));
    const event = await eventOf({ evidence: { calls, facts: {} } });
    expect(event.finding_info.last_seen_time).toBe(Date.UTC(2026, 10, 20, 4, 2));
    expect(event.time).toBe(Date.parse(SAMPLE_SCAN.judgedAt));
    const withoutCalls = await eventOf({ evidence: { calls: [], facts: {} } });
    expect(withoutCalls.finding_info).not.toHaveProperty('last_seen_time');
  });

  test('keeps what OCSF has no place for as texts, so that the column has one type', async () => {
    for (const { unmapped } of await eventsOf(sampleReport())) {
      for (const value of Object.values(unmapped)) expect(value).toBeTypeOf('string');
      expect(JSON.parse(unmapped.facts)).toBeTypeOf('object');
    }
  });

  test('keeps hostile text whole, and no line of it can end a line of the report', async () => {
    const text = await render(ocsf, hostileReport());
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    const events = await eventsOf(hostileReport());
    expect(events).toHaveLength(2 * HOSTILE_TEXTS.length);
    const lines = events.filter(({ resources }) => resources[0].name === 'lines\nand\r\nmore\u2028lines');
    expect(lines).toHaveLength(2);
  });

  test('cuts no text but at the longest that OCSF allows, with a mark', async () => {
    const { resources } = await eventOf({ resource: { arn: 'arn', type: 'AWS::IAM::Role', name: 'x'.repeat(65_536) } });
    expect(resources[0].name).toBe(`${'x'.repeat(65_534)}…`);
  });
});
