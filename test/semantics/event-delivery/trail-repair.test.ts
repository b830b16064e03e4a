import { describe, expect, test } from 'vitest';
import type { TrailSelectors } from '../../../src/model/cloudtrail.ts';
import { accountSubject } from '../../../src/model/subject.ts';
import type { AccountTrail } from '../../../src/semantics/event-delivery/account-trails.ts';
import { deliverySubject, RESTORE_DELIVERY } from '../../../src/semantics/event-delivery/delivery-repair.ts';
import { condition } from '../../../src/semantics/event-delivery/management-clauses.ts';
import { RECORD_EVERYTHING } from '../../../src/semantics/event-delivery/trail-repair.ts';
import { audit, basic, landingZone, status } from '../../rules/trails/estate.ts';
import { ACCOUNT, has } from '../../support/evidence.ts';

const HERE = { scope: 'account', partition: 'aws', accountId: ACCOUNT } as const;

function accountTrail(selectors: TrailSelectors, overrides: Partial<AccountTrail> = {}): AccountTrail {
  return { trail: audit, state: 'logging', listings: [], status: status(), selectors: has(selectors), ...overrides };
}

function commands(trail: AccountTrail | null): readonly string[] {
  return RECORD_EVERYTHING.cli({ ...accountSubject(HERE), trail }, HERE)
    .split('\n')
    .filter((line) => !line.startsWith('#'));
}

function selectorsOf(lines: readonly string[]): unknown {
  return JSON.parse(/'(.*)'$/.exec(lines[0] ?? '')?.[1] ?? '');
}

describe('a repair of the recording', () => {
  test('creates a multi-region trail where there is none', () => {
    expect(commands(null)).toEqual([
      expect.stringMatching(/^aws cloudtrail create-trail .*--is-multi-region-trail/),
      'aws cloudtrail start-logging --name management-events',
    ]);
  });

  test('starts a stopped trail in its home region', () => {
    expect(commands(accountTrail(basic(), { state: 'stopped' }))).toEqual([
      `aws cloudtrail start-logging --name ${audit.arn} --region us-east-1`,
    ]);
  });

  test('keeps the data events of basic selectors', () => {
    const objects = { type: 'AWS::S3::Object', values: ['arn:aws:s3:::ledger/'] };
    const lines = commands(accountTrail(basic({ readWriteType: 'WriteOnly', dataResources: [objects] })));
    expect(lines[0]).toContain(`put-event-selectors --trail-name ${audit.arn} --region us-east-1 --event-selectors`);
    expect(selectorsOf(lines)).toEqual([
      { ReadWriteType: 'All', IncludeManagementEvents: true },
      {
        ReadWriteType: 'WriteOnly',
        IncludeManagementEvents: false,
        DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::ledger/'] }],
      },
    ]);
  });

  test('keeps advanced selectors of other events', () => {
    const lines = commands(
      accountTrail({
        basic: [],
        advanced: [
          {
            name: null,
            fields: [
              condition('eventCategory', { equals: ['Management'] }),
              condition('readOnly', { equals: ['true'] }),
            ],
          },
          {
            name: 'Ledger',
            fields: [
              condition('eventCategory', { equals: ['Data'] }),
              condition('resources.ARN', { startsWith: ['arn:aws:s3:::ledger/'] }),
            ],
          },
        ],
      }),
    );
    expect(selectorsOf(lines)).toEqual([
      { Name: 'Management events', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
      {
        Name: 'Ledger',
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Data'] },
          { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::ledger/'] },
        ],
      },
    ]);
  });

  test('says whose trail it is', () => {
    const trail = accountTrail(basic(), { trail: landingZone });
    expect(RECORD_EVERYTHING.cli({ ...accountSubject(HERE), trail }, HERE)).toMatch(/^# As account 999988887777, /);
  });
});

describe('a repair of the delivery', () => {
  test('names the objects below the trail’s prefix, in the trail’s partition', () => {
    const arn = 'arn:aws-cn:cloudtrail:cn-north-1:111122223333:trail/audit';
    const trail = { ...audit, arn, bucket: 'logs', bucketPrefix: 'org' };
    expect(deliverySubject(accountTrail(basic(), { trail }), ['bucket']).objects).toBe(
      'arn:aws-cn:s3:::logs/org/AWSLogs/*',
    );
  });

  test('quotes a hostile bucket name', () => {
    const subject = deliverySubject(accountTrail(basic(), { trail: { ...audit, bucket: 'logs; rm -rf ~' } }), [
      'bucket',
    ]);
    expect(RESTORE_DELIVERY.cli(subject, HERE)).toContain("head-bucket --bucket 'logs; rm -rf ~'\n");
  });
});
