import { describe, expect, test } from 'vitest';
import type { DataResource, FieldSelector, TrailSelectors } from '../../../src/model/cloudtrail.ts';
import { deliveryIn } from '../../../src/semantics/event-delivery/delivery.ts';
import { eventFromRecord } from '../../../src/semantics/event-delivery/event-record.ts';
import { condition } from '../../../src/semantics/event-delivery/management-clauses.ts';
import { audit, basic } from '../../rules/trails/estate.ts';
import { ACCOUNT } from '../../support/evidence.ts';
import { accountOf } from './estate-account.ts';
import { getRecords, invoke, listObjects, putObject, record } from './records.ts';

const only = (name: string, own: Partial<Omit<FieldSelector, 'field'>>) => condition(name, own);

/** Whether a trail with these selectors delivers a record. */
function chosen(selectors: TrailSelectors, event: unknown): string {
  return deliveryIn(accountOf({ trails: [{ trail: audit, selectors }] }), null)(eventFromRecord(event)).outcome;
}

describe('data events', () => {
  const resources = (type: string, ...values: readonly string[]) =>
    basic({ includeManagementEvents: false, dataResources: [{ type, values } satisfies DataResource] });
  const orders = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:orders`;

  test.each([
    ['no data event', { basic: [], advanced: [] }, putObject, 'no'],
    ['objects of a bucket', resources('AWS::S3::Object', 'arn:aws:s3:::ledger/'), putObject, 'yes'],
    ['objects below a prefix', resources('AWS::S3::Object', 'arn:aws:s3:::ledger/2026/'), putObject, 'yes'],
    ['objects below another prefix', resources('AWS::S3::Object', 'arn:aws:s3:::ledger/2025/'), putObject, 'no'],
    ['objects of another bucket', resources('AWS::S3::Object', 'arn:aws:s3:::payroll/'), putObject, 'no'],
    ['all objects', resources('AWS::S3::Object', 'arn:aws:s3'), putObject, 'yes'],
    ['all objects of another partition', resources('AWS::S3::Object', 'arn:aws-cn:s3'), putObject, 'no'],
    ['a bucket without a slash', resources('AWS::S3::Object', 'arn:aws:s3:::ledger'), putObject, 'yes'],
    ['the beginning of a bucket’s name', resources('AWS::S3::Object', 'arn:aws:s3:::led'), putObject, 'unknown'],
    ['functions, not objects', resources('AWS::Lambda::Function', 'arn:aws:lambda'), putObject, 'no'],
    ['a listing of the bucket', resources('AWS::S3::Object', 'arn:aws:s3:::ledger/'), listObjects, 'yes'],
    ['a listing of part of the bucket', resources('AWS::S3::Object', 'arn:aws:s3:::ledger/20'), listObjects, 'unknown'],
    ['a listing of another bucket', resources('AWS::S3::Object', 'arn:aws:s3:::ledger-eu/'), listObjects, 'no'],
    ['a function', resources('AWS::Lambda::Function', orders), invoke, 'yes'],
    ['a function of a longer name', resources('AWS::Lambda::Function', orders.slice(0, -1)), invoke, 'no'],
    ['all functions', resources('AWS::Lambda::Function', 'arn:aws:lambda'), invoke, 'yes'],
    ['a table, whose stream is read', resources('AWS::DynamoDB::Table', 'arn:aws:dynamodb'), getRecords, 'yes'],
    ['a type that basic selectors do not have', resources('AWS::S3Express::Object', 'arn:aws:s3'), putObject, 'no'],
    ['no values at all', resources('AWS::S3::Object'), putObject, 'no'],
  ])('basic selectors: %s', (_, selectors, event, outcome) => {
    expect(chosen(selectors, event)).toBe(outcome);
  });

  test('a record without its resources is unknown to selectors of resources', () => {
    const bare = { ...putObject, resources: undefined };
    expect(chosen(resources('AWS::S3::Object', 'arn:aws:s3'), bare)).toBe('unknown');
    expect(chosen(basic(), bare)).toBe('no');
  });

  test('ReadWriteType counts for data events too', () => {
    const { basic: selectors } = resources('AWS::S3::Object', 'arn:aws:s3');
    const readOnly = selectors.map((selector) => ({ ...selector, readWriteType: 'ReadOnly' as const }));
    expect([putObject, listObjects].map((event) => chosen({ basic: readOnly, advanced: [] }, event))).toEqual([
      'no',
      'yes',
    ]);
  });

  const select = (...fields: readonly FieldSelector[]): TrailSelectors => ({
    basic: [],
    advanced: [{ name: 'Ledger', fields: [only('eventCategory', { equals: ['Data'] }), ...fields] }],
  });
  const objects = only('resources.type', { equals: ['AWS::S3::Object'] });
  const arn = (own: Partial<Omit<FieldSelector, 'field'>>) => only('resources.ARN', own);

  test.each([
    ['the type', select(objects), 'yes'],
    ['another type', select(only('resources.type', { equals: ['AWS::Lambda::Function'] })), 'no'],
    ['the object', select(objects, arn({ equals: ['arn:aws:s3:::ledger/2026/11.csv'] })), 'yes'],
    ['a prefix', select(objects, arn({ startsWith: ['arn:aws:s3:::ledger/'] })), 'yes'],
    ['an ending', select(objects, arn({ endsWith: ['.parquet', '.csv'] })), 'yes'],
    ['the bucket’s own ARN, which is no object’s', select(objects, arn({ equals: ['arn:aws:s3:::ledger'] })), 'no'],
    ['all but the bucket', select(objects, arn({ notStartsWith: ['arn:aws:s3:::ledger/'] })), 'no'],
    ['all but another bucket', select(objects, arn({ notStartsWith: ['arn:aws:s3:::logs/'] })), 'yes'],
    ['a prefix but for an ending', select(objects, arn({ startsWith: ['arn:'], notEndsWith: ['.csv'] })), 'no'],
    ['a name', select(objects, only('eventName', { startsWith: ['Put', 'Delete'] })), 'yes'],
    ['no such name', select(objects, only('eventName', { notEquals: ['PutObject'] })), 'no'],
    ['reads', select(objects, only('readOnly', { equals: ['true'] })), 'no'],
    ['a role’s session', select(objects, only('userIdentity.arn', { startsWith: ['arn:aws:sts::'] })), 'yes'],
    [
      'all but a role’s sessions',
      select(objects, only('userIdentity.arn', { notStartsWith: ['arn:aws:sts::'] })),
      'no',
    ],
    ['console sessions', select(objects, only('sessionCredentialFromConsole', { equals: ['true'] })), 'no'],
    ['no console sessions', select(objects, only('sessionCredentialFromConsole', { notEquals: ['true'] })), 'yes'],
    ['no type, which AWS would refuse', select(arn({ startsWith: ['arn:'] })), 'unknown'],
    ['a field of network activity', select(objects, only('errorCode', { equals: ['VpceAccessDenied'] })), 'unknown'],
  ])('advanced selectors: %s', (_, selectors, outcome) => {
    expect(chosen(selectors, putObject)).toBe(outcome);
  });

  test('a call on several resources is delivered if one is chosen, and unknown if another is left out by name', () => {
    const tables = ['orders', 'carts'].map((name) => ({
      type: 'AWS::DynamoDB::Table',
      ARN: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/${name}`,
    }));
    const batch = record('dynamodb.amazonaws.com', 'BatchGetItem', { eventCategory: 'Data', resources: tables });
    const table = only('resources.type', { equals: ['AWS::DynamoDB::Table'] });
    expect(chosen(select(table, arn({ endsWith: ['/orders'] })), batch)).toBe('yes');
    expect(chosen(select(table, arn({ notEndsWith: ['/orders'] })), batch)).toBe('unknown');
    expect(chosen(select(table, arn({ notEndsWith: ['/orders', '/carts'] })), batch)).toBe('no');
  });
});
