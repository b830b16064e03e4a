import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deliveryIn } from '../../../src/semantics/event-delivery/delivery.ts';
import { eventFromRecord } from '../../../src/semantics/event-delivery/event-record.ts';
import { condition } from '../../../src/semantics/event-delivery/management-clauses.ts';
import { advanced, audit, basic } from '../../rules/trails/estate.ts';
import { accountOf } from './estate-account.ts';
import { getResource, putObject, putRule } from './records.ts';

const simulate = deliveryIn(
  accountOf({
    trails: [
      { trail: audit, selectors: basic({ readWriteType: 'WriteOnly' }) },
      {
        trail: { ...audit, arn: `${audit.arn}-2` },
        selectors: advanced(condition('eventName', { startsWith: ['Put'] })),
      },
    ],
  }),
  null,
);

describe('the category of a record', () => {
  test.each([
    ['is what it says', { eventCategory: 'Data', managementEvent: true }, ['Data']],
    ['is management where the older mark says so', { eventCategory: undefined, managementEvent: true }, ['Management']],
    ['is data where the older mark denies it', { eventCategory: undefined, managementEvent: false }, ['Data']],
    [
      'is network activity for calls through an endpoint',
      { eventCategory: undefined, managementEvent: undefined, eventType: 'AwsVpceEvents' },
      ['NetworkActivity'],
    ],
    [
      'follows from the service where nothing says it',
      {
        eventCategory: undefined,
        managementEvent: undefined,
        eventSource: 'events.amazonaws.com',
        eventName: 'PutEvents',
      },
      ['Data'],
    ],
    [
      'is open where the service has both and nothing says it',
      {
        eventCategory: undefined,
        managementEvent: undefined,
        eventSource: 's3.amazonaws.com',
        eventName: 'PutBucketAcl',
      },
      ['Management', 'Data'],
    ],
  ])('%s', (_, own, categories) => {
    expect(eventFromRecord({ ...putRule, ...own }).categories).toEqual(categories);
  });
});

describe('older and odd records', () => {
  test('a readOnly that is a text counts', () => {
    expect(eventFromRecord({ ...putRule, readOnly: 'true' }).fields.readOnly).toEqual({
      status: 'known',
      value: 'true',
    });
  });

  test('a record without readOnly may be a read or a write', () => {
    expect(simulate(eventFromRecord({ ...getResource, readOnly: undefined })).outcome).toBe('unknown');
  });

  test('a record without a recipient is of no known account', () => {
    const delivery = simulate(eventFromRecord({ ...putRule, recipientAccountId: undefined }));
    expect(delivery).toMatchObject({ outcome: 'unknown', steps: [{ words: 'the record has no recipientAccountId' }] });
  });

  test('an absent errorCode is absent, an absent eventSource is unknown', () => {
    const { fields } = eventFromRecord({ ...putRule, eventSource: undefined });
    expect([fields.errorCode.status, fields.eventSource.status]).toEqual(['absent', 'unknown']);
  });
});

const HUGE = 'A'.repeat(1_000_000);
const MEMBERS = [
  'eventName',
  'eventSource',
  'readOnly',
  'errorCode',
  'recipientAccountId',
  'awsRegion',
  'eventCategory',
];
const misshapen = fc.constantFrom<unknown>(7, [], {}, HUGE, { toString: 'x' }, ['Put'], Number.NaN);

describe('hostile records', () => {
  test.each([
    null,
    undefined,
    7,
    'PutRule',
    [],
    [putRule],
    {},
    HUGE,
    JSON.parse('{"__proto__":{"eventName":"PutRule"}}'),
  ])('what is no record is unknown, with a reason (%#)', (value) => {
    const { outcome, steps } = simulate(eventFromRecord(value));
    expect(outcome).toBe('unknown');
    expect(steps.map(({ words }) => words)).toEqual(['the record has no recipientAccountId']);
  });

  test('inherited members do not count', () => {
    expect(eventFromRecord(Object.create(putRule)).fields.eventName.status).toBe('unknown');
  });

  test('a member of another type or size makes a delivery unknown, with a reason', () => {
    fc.assert(
      fc.property(fc.constantFrom(...MEMBERS), misshapen, (name, value) => {
        const { outcome, steps, trails } = simulate(eventFromRecord({ ...putRule, [name]: value }));
        expect(outcome).toBe('unknown');
        const doubts = [...steps, ...trails.flatMap((each) => each.steps)].filter((each) => each.outcome === 'unknown');
        expect(doubts.map(({ words }) => words).join()).toMatch(/\w/);
      }),
    );
  });

  test('any JSON at any place never throws', () => {
    const keys = fc.constantFrom(...Object.keys(putObject), 'resources', '__proto__', 'constructor', 'tlsDetails');
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), fc.boolean(), (own, onTop) => {
        const { outcome } = simulate(eventFromRecord(onTop ? { ...putObject, ...own } : own));
        expect(['yes', 'no', 'unknown']).toContain(outcome);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a record with resources without end is unknown to selectors of resources', () => {
    const resources = Array.from({ length: 100_000 }, () => ({ type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::x/' }));
    expect(eventFromRecord({ ...putObject, resources }).resources).toBeNull();
  });
});
