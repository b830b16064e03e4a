import type { BasicEventSelector, FieldSelector, TrailSelectors } from '../src/model/cloudtrail.ts';
import { eventFromRecord } from '../src/semantics/event-delivery/event-record.ts';
import type { SelectableCategory } from '../src/semantics/event-delivery/management-clauses.ts';
import { condition } from '../src/semantics/event-delivery/management-clauses.ts';
import type { SelectorClauses } from '../src/semantics/event-delivery/selector-clauses.ts';
import { selectorClauses } from '../src/semantics/event-delivery/selector-clauses.ts';
import { decideSelector } from '../src/semantics/event-delivery/selector-decision.ts';
import type { TracedEvent } from '../src/semantics/event-delivery/traced-event.ts';

/** What is asked of one core, in decisions a second. */
export const SELECTOR_DECISIONS_TARGET = 1_000_000;

const everyManagementEvent: BasicEventSelector = {
  readWriteType: 'All',
  includeManagementEvents: true,
  excludeManagementEventSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'],
  dataResources: [],
};
const prefixes = Array.from({ length: 100 }, (_, index) => `arn:aws:s3:::bucket-${index}/reports/`);

const TRAILS: readonly TrailSelectors[] = [
  { basic: [], advanced: [] },
  {
    basic: [
      everyManagementEvent,
      {
        ...everyManagementEvent,
        readWriteType: 'WriteOnly',
        includeManagementEvents: false,
        dataResources: [{ type: 'AWS::S3::Object', values: prefixes }],
      },
    ],
    advanced: [],
  },
  advanced(
    [category('Management'), condition('readOnly', { equals: ['false'] })],
    [
      category('Data'),
      condition('resources.type', { equals: ['AWS::S3::Object'] }),
      condition('resources.ARN', { startsWith: prefixes, notEndsWith: ['.tmp'] }),
    ],
    [category('NetworkActivity'), condition('eventSource', { equals: ['kms.amazonaws.com'] })],
  ),
];

const role = {
  type: 'AssumedRole',
  arn: 'arn:aws:sts::111122223333:assumed-role/Deploy/ci',
  accountId: '111122223333',
};
const RECORDS = [
  record('apigateway.amazonaws.com', 'DeleteStage', { readOnly: false }),
  record('iam.amazonaws.com', 'GetRole', { readOnly: true, awsRegion: 'us-east-1' }),
  record('kms.amazonaws.com', 'Decrypt', { readOnly: true }),
  record('s3.amazonaws.com', 'PutObject', {
    readOnly: false,
    eventCategory: 'Data',
    managementEvent: false,
    resources: [
      { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::bucket-99/reports/2026.csv' },
      { type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::bucket-99', accountId: '111122223333' },
    ],
  }),
  record('kms.amazonaws.com', 'ListKeys', { eventCategory: 'NetworkActivity', vpcEndpointId: 'vpce-0a1b2c3d' }),
];

function advanced(...selectors: readonly (readonly FieldSelector[])[]): TrailSelectors {
  return { basic: [], advanced: selectors.map((fields) => ({ name: null, fields })) };
}

function category(name: string): FieldSelector {
  return condition('eventCategory', { equals: [name] });
}

function record(eventSource: string, eventName: string, own: Readonly<Record<string, unknown>>) {
  return {
    eventVersion: '1.11',
    userIdentity: role,
    eventTime: '2026-11-20T06:31:07Z',
    eventSource,
    eventName,
    awsRegion: 'eu-west-1',
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
    ...own,
  };
}

/**
 * Decisions a second that one core makes: selectors of every kind, one of a hundred prefixes among them, against events
 * of every kind, each with the reason that goes into a proof. The median of several rounds, after one to warm up.
 */
export function measureSelectorDecisions(rounds = 9, passesEach = 20_000): number {
  const selectors = TRAILS.flatMap(selectorClauses);
  const events = RECORDS.map((record) => eventFromRecord(record));
  const rates: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    let chosen = 0;
    for (let pass = 0; pass < passesEach; pass++) chosen += choices(selectors, events);
    if (chosen === 0) throw new Error('no selector chose any event');
    const decisions = passesEach * selectors.length * events.length;
    if (round > 0) rates.push(decisions / ((performance.now() - start) / 1000));
  }
  return rates.sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0;
}

function choices(selectors: readonly SelectorClauses[], events: readonly TracedEvent[]): number {
  let chosen = 0;
  for (const event of events) {
    const category = event.categories[0] as SelectableCategory;
    for (const selector of selectors) if (decideSelector(selector, event, category).outcome === 'yes') chosen += 1;
  }
  return chosen;
}
