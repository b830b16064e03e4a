import { describe, expect, test } from 'vitest';
import type { FieldSelector, TrailSelectors } from '../../../src/model/cloudtrail.ts';
import type { Delivery } from '../../../src/semantics/event-delivery/delivery.ts';
import { deliveryIn } from '../../../src/semantics/event-delivery/delivery.ts';
import { eventFromQuestion } from '../../../src/semantics/event-delivery/event-question.ts';
import { eventFromRecord } from '../../../src/semantics/event-delivery/event-record.ts';
import { condition } from '../../../src/semantics/event-delivery/management-clauses.ts';
import type { Estate, TrailOfEstate } from '../../rules/trails/estate.ts';
import {
  advanced,
  audit,
  basic,
  landingZone,
  SCP_DENIAL,
  selectorsDenied,
  status,
  statusDenied,
  stopped,
  trail,
} from '../../rules/trails/estate.ts';
import { ACCOUNT } from '../../support/evidence.ts';
import { accountOf } from './estate-account.ts';
import {
  assumeRole,
  createExportTask,
  createRole,
  deniedAtEndpoint,
  getResource,
  listApps,
  listBackendJobs,
  ownLogFile,
  putMetricAlarm,
  putObject,
  putRule,
  record,
} from './records.ts';

function deliver(given: Estate, event: unknown, partition?: string): Delivery {
  return deliveryIn(accountOf(given, partition), 'o-exampleorg')(eventFromRecord(event));
}

/** Whether a trail with these selectors delivers a record. */
function chosen(selectors: TrailSelectors, event: unknown): string {
  return deliver({ trails: [{ trail: audit, selectors }] }, event).outcome;
}

const only = (name: string, own: Partial<Omit<FieldSelector, 'field'>>) => condition(name, own);

describe('records of AWS’s guides', () => {
  const writes = basic({ readWriteType: 'WriteOnly' });
  const reads = basic({ readWriteType: 'ReadOnly' });

  test.each([
    ['GetResource of API Gateway', getResource, 'read'],
    ['PutMetricAlarm of CloudWatch', putMetricAlarm, 'write'],
    ['PutRule of EventBridge', putRule, 'write'],
    ['CreateExportTask of CloudWatch Logs', createExportTask, 'write'],
    ['ListApps of Amplify', listApps, 'read'],
    ['ListBackendJobs of Amplify, which counts as a write', listBackendJobs, 'write'],
  ])('%s', (_, event, access) => {
    expect(chosen({ basic: [], advanced: [] }, event)).toBe('yes');
    expect(chosen(writes, event)).toBe(access === 'write' ? 'yes' : 'no');
    expect(chosen(reads, event)).toBe(access === 'read' ? 'yes' : 'no');
    expect(chosen(basic({ includeManagementEvents: false }), event)).toBe('no');
  });
});

describe('other kinds of events', () => {
  const network = (...fields: readonly FieldSelector[]): TrailSelectors => ({
    basic: [],
    advanced: [{ name: null, fields: [only('eventCategory', { equals: ['NetworkActivity'] }), ...fields] }],
  });
  const kms = only('eventSource', { equals: ['kms.amazonaws.com'] });

  test.each([
    ['a selector of the source', network(kms), 'yes'],
    ['a selector of denials', network(kms, only('errorCode', { equals: ['VpceAccessDenied'] })), 'yes'],
    ['another endpoint', network(kms, only('vpcEndpointId', { notEquals: ['vpce-0123456789abcdef0'] })), 'no'],
    ['a selector of another source', network(only('eventSource', { equals: ['s3.amazonaws.com'] })), 'no'],
    ['management events alone', basic(), 'no'],
    ['a selector without a source, which AWS would refuse', network(), 'unknown'],
  ])('network activity: %s', (_, selectors, outcome) => {
    expect(chosen(selectors, deniedAtEndpoint)).toBe(outcome);
  });

  test.each([
    ['Insight', 'unknown'],
    ['Aggregated', 'unknown'],
    ['ConfigurationItem', 'no'],
    ['Telepathy', 'unknown'],
  ])('events of category %s are not decided by event selectors', (eventCategory, outcome) => {
    expect(chosen(basic(), record('kms.amazonaws.com', 'Decrypt', { eventCategory }))).toBe(outcome);
  });

  test('whatever the kind, a stopped trail delivers nothing', () => {
    const given = { trails: [{ trail: audit, status: stopped }] };
    expect(deliver(given, record('kms.amazonaws.com', 'Decrypt', { eventCategory: 'Insight' })).outcome).toBe('no');
  });
});

describe('a trail', () => {
  const regional = trail('regional', { multiRegion: false, homeRegion: 'eu-west-1' });

  test.each<[string, Omit<TrailOfEstate, 'trail'>, string]>([
    ['that is logging delivers', {}, 'yes'],
    ['that is stopped does not', { status: stopped }, 'no'],
    ['whose last delivery failed may not', { status: status(true, 'NoSuchBucket') }, 'unknown'],
    ['whose status is denied may not', { status: statusDenied }, 'unknown'],
    ['whose selectors are denied may not', { selectors: selectorsDenied }, 'unknown'],
    ['that is stopped does not, whatever its selectors', { status: stopped, selectors: selectorsDenied }, 'no'],
  ])('%s', (_, own, outcome) => {
    expect(deliver({ trails: [{ trail: audit, ...own }] }, putRule).outcome).toBe(outcome);
  });

  test('of one region delivers events of that region alone', () => {
    const given = { trails: [{ trail: regional }] };
    const there = record('events.amazonaws.com', 'PutRule', { awsRegion: 'us-east-1' });
    expect([putRule, there].map((event) => deliver(given, event).outcome)).toEqual(['yes', 'no']);
  });

  test('of every region delivers events of a region that the scan did not ask, if the account has enabled it', () => {
    const outcomes = ['ap-south-1', 'me-south-1', 'xx-north-9'].map(
      (awsRegion) =>
        deliver({ trails: [{ trail: audit }] }, record('events.amazonaws.com', 'PutRule', { awsRegion })).outcome,
    );
    expect(outcomes).toEqual(['yes', 'unknown', 'unknown']);
  });

  test('of an organization sends nothing from an account that has not enabled its home region', () => {
    const homed = { ...landingZone, homeRegion: 'me-south-1' };
    expect(deliver({ trails: [{ trail: homed }] }, putRule).outcome).toBe('no');
    expect(deliver({ trails: [{ trail: landingZone }] }, putRule).outcome).toBe('yes');
  });

  test('without recursive logging leaves out what CloudTrail itself writes, and nothing else', () => {
    const everyObject = basic({ dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }] });
    const outcome = (recursiveLogging: boolean, event: unknown) =>
      deliver({ trails: [{ trail: { ...audit, recursiveLogging }, selectors: everyObject }] }, event).outcome;
    expect(outcome(false, ownLogFile)).toBe('no');
    expect(outcome(true, ownLogFile)).toBe('yes');
    expect(outcome(false, putObject)).toBe('yes');
  });

  test('that nobody could see may deliver', () => {
    const given = { trails: [{ trail: regional }], denied: ['us-east-1'] };
    const there = deliver(given, record('events.amazonaws.com', 'PutRule', { awsRegion: 'us-east-1' }));
    expect(there.outcome).toBe('unknown');
    expect(there.steps.map(({ question, because }) => [question, because])).toEqual([['hidden-trails', [SCP_DENIAL]]]);
  });

  test('that nobody could see does not matter where another delivers', () => {
    const given = { trails: [{ trail: audit }], denied: ['eu-west-1'], regions: ['eu-west-1', 'us-east-1'] };
    expect(deliver(given, putRule)).toMatchObject({ outcome: 'yes', steps: [] });
  });
});

describe('global service events', () => {
  const local = trail('local', { multiRegion: false, includeGlobalServiceEvents: false });
  const withThem = { ...local, includeGlobalServiceEvents: true };

  test.each([
    ['of IAM', createRole, 'no'],
    ['of the global endpoint of STS', assumeRole('global'), 'no'],
    ['perhaps of the global endpoint of STS', assumeRole(null), 'unknown'],
    ['none: of a regional endpoint of STS', assumeRole('regional'), 'yes'],
    ['none: of API Gateway', record('apigateway.amazonaws.com', 'DeleteStage', { awsRegion: 'us-east-1' }), 'yes'],
    [
      'of a source that no page places',
      record('route53.amazonaws.com', 'GetHostedZone', { awsRegion: 'us-east-1' }),
      'unknown',
    ],
  ])('a trail without them, %s', (_, event, outcome) => {
    expect(deliver({ trails: [{ trail: local }] }, event).outcome).toBe(outcome);
    expect(deliver({ trails: [{ trail: withThem }] }, event).outcome).toBe('yes');
  });

  test('of other partitions are not placed by any page', () => {
    expect(deliver({ trails: [{ trail: local }] }, createRole, 'aws-us-gov').outcome).toBe('unknown');
  });
});

describe('the proof', () => {
  test('names the selector that chose the event, and none after it', () => {
    const { basic: writes } = basic({ readWriteType: 'WriteOnly' });
    const { basic: reads } = basic({ readWriteType: 'ReadOnly' });
    const { trails } = deliver(
      { trails: [{ trail: audit, selectors: { basic: [...reads, ...writes, ...reads], advanced: [] } }] },
      putRule,
    );
    const steps = trails[0]?.steps.map(({ question, outcome, words }) => `${question}: ${outcome}, ${words}`);
    expect(steps).toEqual([
      'logging: yes, it is logging and last delivered at 2026-11-21T11:55:00Z',
      'region: yes, it is a trail of every region',
      'selectors: yes, basic selector 2 chooses it',
    ]);
    expect(trails[0]?.steps.at(-1)?.selectors.map(({ selector, outcome }) => [selector.number, outcome])).toEqual([
      [1, 'no'],
      [2, 'yes'],
    ]);
  });

  test('says which condition an event fails, and what it has instead', () => {
    const selectors = advanced(only('eventName', { equals: ['DeleteRule', 'DisableRule'], notStartsWith: ['Get'] }));
    const { trails } = deliver({ trails: [{ trail: audit, selectors }] }, putRule);
    expect(trails[0]?.steps.at(-1)?.words).toBe(
      'advanced selector 1 does not choose it: it asks that eventName is DeleteRule or DisableRule and does not start with Get, and it is PutRule',
    );
  });

  test('tells where the record lands, and in whose keeping', () => {
    const own = { ...audit, bucketPrefix: 'org', logGroupArn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:trail:*` };
    const { trails } = deliver({ trails: [{ trail: landingZone }, { trail: own }] }, putRule);
    expect(trails.map(({ destination: { bucket, folder, custody } }) => [bucket, folder, custody])).toEqual([
      ['audit-logs', `org/AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/`, 'account'],
      ['landing-zone-logs', `AWSLogs/o-exampleorg/${ACCOUNT}/CloudTrail/eu-west-1/`, 'central'],
    ]);
    expect(trails[0]?.destination.logGroupArn).toBe(own.logGroupArn);
  });

  test('leaves out of the folder what is not known', () => {
    const account = accountOf({ trails: [{ trail: landingZone }, { trail: audit }] });
    const event = eventFromRecord({ ...putRule, awsRegion: undefined });
    const folders = deliveryIn(account, null)(event).trails.map(({ destination }) => destination.folder);
    expect(folders).toEqual([`AWSLogs/${ACCOUNT}/CloudTrail/`, 'AWSLogs/']);
  });

  test('quotes the refusal that leaves a step open', () => {
    const { trails } = deliver(
      { trails: [{ trail: audit, selectors: selectorsDenied, status: statusDenied }] },
      putRule,
    );
    expect(trails[0]?.steps.map(({ outcome, because }) => [outcome, because])).toEqual([
      ['unknown', [statusDenied]],
      ['yes', []],
      ['unknown', [selectorsDenied]],
    ]);
  });

  test('of network activity lands in a folder of its own', () => {
    const { trails } = deliver({ trails: [{ trail: audit }] }, deniedAtEndpoint);
    expect(trails[0]?.destination.folder).toBe(`AWSLogs/${ACCOUNT}/CloudTrail-NetworkActivity/eu-west-1/`);
  });
});

describe('a call that somebody describes', () => {
  const ask = (source: string, name: string, selectors: TrailSelectors = basic(), access: 'read' | 'write' = 'write') =>
    deliveryIn(
      accountOf({ trails: [{ trail: audit, selectors }] }),
      null,
    )(eventFromQuestion({ source, name, account: ACCOUNT, region: 'eu-west-1', access }));

  test.each([
    ['apigateway.amazonaws.com', 'DeleteStage', 'yes'],
    ['apigateway.amazonaws.com', 'TestInvokeMethod', 'no'],
    ['execute-api.amazonaws.com', 'Invoke', 'no'],
    ['monitoring.amazonaws.com', 'PutMetricData', 'no'],
    ['events.amazonaws.com', 'PutEvents', 'no'],
    ['logs.amazonaws.com', 'PutRetentionPolicy', 'yes'],
    ['logs.amazonaws.com', 'PutLogEvents', 'unknown'],
    ['sqs.amazonaws.com', 'SendMessage', 'unknown'],
  ])('%s %s', (source, name, outcome) => {
    expect(ask(source, name).outcome).toBe(outcome);
  });

  test('reads or writes', () => {
    const writes = basic({ readWriteType: 'WriteOnly' });
    expect(ask('iam.amazonaws.com', 'GetRole', writes, 'read').outcome).toBe('no');
    expect(ask('iam.amazonaws.com', 'PutRolePolicy', writes).outcome).toBe('yes');
  });

  test('is unknown where a selector asks for more than was said', () => {
    const sessions = advanced(only('userIdentity.arn', { notStartsWith: ['arn:aws:sts::'] }));
    expect(ask('apigateway.amazonaws.com', 'DeleteStage', sessions).outcome).toBe('unknown');
  });
});

test('an event of another account is unknown', () => {
  const elsewhere = { ...putRule, recipientAccountId: '444455556666' };
  expect(deliver({ trails: [{ trail: audit }] }, elsewhere).outcome).toBe('unknown');
});

test('an account without trails delivers nothing', () => {
  expect(deliver({}, putRule)).toEqual({ outcome: 'no', steps: [], trails: [] });
});
