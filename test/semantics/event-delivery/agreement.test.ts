import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldSelector, TrailSelectors } from '../../../src/model/cloudtrail.ts';
import type { RecordState } from '../../../src/model/coverage-matrix.ts';
import { recordingIn } from '../../../src/semantics/event-delivery/account-trails.ts';
import { coverageMatrix } from '../../../src/semantics/event-delivery/coverage-matrix.ts';
import { deliveryIn } from '../../../src/semantics/event-delivery/delivery.ts';
import { eventFromRecord } from '../../../src/semantics/event-delivery/event-record.ts';
import { condition } from '../../../src/semantics/event-delivery/management-clauses.ts';
import { hasGap } from '../../../src/semantics/event-delivery/remainder.ts';
import type { Ternary } from '../../../src/semantics/event-delivery/ternary.ts';
import type { Estate, TrailOfEstate } from '../../rules/trails/estate.ts';
import { advanced, basic, selectorsDenied, status, statusDenied, stopped, trail } from '../../rules/trails/estate.ts';
import { accountOf, evidenceOf, targetIn } from './estate-account.ts';
import { DEPLOY, record } from './records.ts';

/**
 * Two independent ways to the same knowledge: the gap is computed from the selectors alone, the simulator decides one
 * event at a time.
 */

const SOURCES = ['iam.amazonaws.com', 'ec2.amazonaws.com', 'apigateway.amazonaws.com'];
/** One that is regional as far as anybody knows, and one that is global. */
const UNNAMED = ['lambda.amazonaws.com', 'cloudfront.amazonaws.com'];
const NAMED = ['CreateRole', 'PutRole', 'PutKey'];
/** With each beginning and end that the selectors below name, and without. */
const NAMES = [
  ...NAMED,
  ...['Put', 'Create', 'Delete'].flatMap((verb) => ['Role', 'Key', ''].map((noun) => `${verb}Backup${noun}`)),
];

/** Every combination of what the selectors below can name, and of what none of them names. */
const EVENTS = ['true', 'false'].flatMap((readOnly) =>
  [...SOURCES, ...UNNAMED].flatMap((source) =>
    NAMES.flatMap((name) =>
      [true, undefined].map((sessionCredentialFromConsole) => ({
        readOnly,
        source,
        name,
        sessionCredentialFromConsole,
      })),
    ),
  ),
);

function eventsIn(awsRegion: string) {
  return EVENTS.map(({ source, name, ...own }) =>
    eventFromRecord(record(source, name, { ...own, awsRegion, userIdentity: DEPLOY })),
  );
}

const operators = (values: readonly string[]) =>
  fc.oneof(
    fc.subarray([...values], { minLength: 1 }).map((equals) => ({ equals })),
    fc.subarray([...values], { minLength: 1 }).map((notEquals) => ({ notEquals })),
  );
const conditions: fc.Arbitrary<readonly FieldSelector[]> = fc
  .tuple(
    fc.option(operators(['true', 'false']).map((own) => condition('readOnly', own))),
    fc.option(operators(SOURCES).map((own) => condition('eventSource', own))),
    fc.option(
      fc
        .oneof(
          operators(NAMED),
          fc.constantFrom({ startsWith: ['Put', 'Create'] }, { notEndsWith: ['Role'] }, { endsWith: ['Key'] }),
        )
        .map((own) => condition('eventName', own)),
    ),
    fc.option(operators(['true']).map((own) => condition('sessionCredentialFromConsole', own))),
    fc.option(fc.constant(condition('vpcEndpointId', { equals: ['vpce-1'] })), { freq: 8 }),
  )
  .map((some) => some.filter((each) => each !== null));
const advancedSelectors: fc.Arbitrary<TrailSelectors> = fc
  .array(conditions, { minLength: 1, maxLength: 3 })
  .map((all) => ({ basic: [], advanced: all.flatMap((each) => advanced(...each).advanced) }));
const basicSelectors: fc.Arbitrary<TrailSelectors> = fc
  .array(
    fc.record({
      readWriteType: fc.constantFrom('All' as const, 'ReadOnly' as const, 'WriteOnly' as const),
      includeManagementEvents: fc.boolean(),
      excludeManagementEventSources: fc.constantFrom<string[]>([], ['iam.amazonaws.com']),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((all) => ({ basic: all.flatMap((each) => basic(each).basic), advanced: [] }));

const someTrail: fc.Arbitrary<Omit<TrailOfEstate, 'trail'> & { readonly overrides: Parameters<typeof trail>[1] }> =
  fc.record({
    overrides: fc.record({
      multiRegion: fc.boolean(),
      homeRegion: fc.constantFrom('us-east-1', 'eu-west-1'),
      includeGlobalServiceEvents: fc.boolean(),
    }),
    status: fc.oneof(
      { weight: 4, arbitrary: fc.constant(status()) },
      fc.constantFrom(stopped, statusDenied, status(true, 'AccessDenied')),
    ),
    selectors: fc.oneof(
      { weight: 4, arbitrary: advancedSelectors },
      { weight: 2, arbitrary: basicSelectors },
      fc.constant(selectorsDenied),
    ),
  });
const trails = fc
  .array(someTrail, { maxLength: 3 })
  .map((all) => all.map(({ overrides, ...own }, index) => ({ ...own, trail: trail(`trail-${index}`, overrides) })));
const estates: fc.Arbitrary<Estate> = fc.record({
  trails,
  denied: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.subarray(['us-east-1', 'eu-west-1'])),
});
const region = fc.constantFrom('us-east-1', 'eu-west-1');
const partition = fc.constantFrom('aws', 'aws', 'aws', 'aws-us-gov');

function outcomes(given: Estate, where: string, inPartition = 'aws'): readonly Ternary[] {
  return eventsIn(where).map((event) => deliveryIn(accountOf(given, inPartition), null)(event).outcome);
}

const RANK: Readonly<Record<Ternary, number>> = { no: 0, unknown: 1, yes: 2 };

describe('the computed gap and the simulator agree', () => {
  test('the sure gap is empty exactly when every event is delivered, the firm gap exactly when none is lost', () => {
    fc.assert(
      fc.property(estates, region, partition, (given, where, inPartition) => {
        const recording = recordingIn(accountOf(given, inPartition), where);
        const simulated = outcomes(given, where, inPartition);
        expect(hasGap(recording, 'sure')).toBe(simulated.some((outcome) => outcome !== 'yes'));
        expect(hasGap(recording, 'firm')).toBe(simulated.includes('no'));
      }),
      { numRuns: 600 },
    );
  });
});

/** What the simulator can say of each event of a row that is alike throughout. */
const POSSIBLE: Readonly<Record<RecordState, readonly Ternary[]>> = {
  recorded: ['yes'],
  uncertain: ['yes', 'unknown'],
  lost: ['no'],
};

describe('the coverage matrix and the simulator agree', () => {
  test('what a row calls recorded is delivered, what it calls lost in full is not', () => {
    fc.assert(
      fc.property(estates, region, (given, where) => {
        const simulate = deliveryIn(accountOf(given), null);
        for (const row of coverageMatrix(targetIn(), evidenceOf(given))) {
          if (!row.regions.includes(where) || row.extent === 'some') continue;
          for (const name of NAMES) {
            const event = record(row.source, name, { readOnly: row.access === 'read', awsRegion: where });
            expect(POSSIBLE[row.state]).toContain(simulate(eventFromRecord(event)).outcome);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the union of trails', () => {
  test('does not depend on the order of trails and selectors', () => {
    const turned = (selectors: TrailOfEstate['selectors']) =>
      selectors === undefined || 'status' in selectors
        ? selectors
        : { basic: selectors.basic.toReversed(), advanced: selectors.advanced.toReversed() };
    fc.assert(
      fc.property(trails, region, (all, where) => {
        const reversed = all.toReversed().map(({ selectors, ...own }) => ({
          ...own,
          ...(selectors === undefined ? {} : { selectors: turned(selectors) }),
        }));
        expect(outcomes({ trails: reversed as TrailOfEstate[] }, where)).toEqual(outcomes({ trails: all }, where));
      }),
    );
  });

  test('only grows with one more trail', () => {
    fc.assert(
      fc.property(trails, trails, region, (all, more, where) => {
        const added = more
          .slice(0, 1)
          .map((each) => ({ ...each, trail: { ...each.trail, arn: `${each.trail.arn}-2` } }));
        const before = outcomes({ trails: all }, where);
        const after = outcomes({ trails: [...all, ...added] }, where);
        for (const [index, outcome] of after.entries()) {
          expect(RANK[outcome]).toBeGreaterThanOrEqual(RANK[before[index] ?? 'no']);
        }
      }),
    );
  });
});
