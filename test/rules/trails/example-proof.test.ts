import { expect, test } from 'vitest';
import { exampleProof } from '../../../rules/trails/example-proof.ts';
import type { TrailDetail } from '../../../src/model/cloudtrail.ts';
import type { AccountRegion } from '../../../src/model/organizations.ts';
import type { RegionTarget } from '../../../src/model/target.ts';
import { accountTrails } from '../../../src/semantics/event-delivery/account-trails.ts';
import { ACCOUNT } from '../../support/evidence.ts';
import type { Estate } from './estate.ts';
import { audit, basic, estate, selectorsDenied, stopped, trail } from './estate.ts';

const TARGET = { scope: 'account', partition: 'aws', accountId: ACCOUNT } as const;

function accountOf(given: Estate) {
  const evidence = estate(given);
  return accountTrails(TARGET, {
    'account.regions': evidence['account.regions'].value as readonly AccountRegion[],
    'cloudtrail.trails': Object.entries(evidence['cloudtrail.trails']).map(([region, listing]) => ({
      target: { ...TARGET, scope: 'region', region } as RegionTarget,
      evidence: listing,
    })),
    'cloudtrail.trail-details': evidence['cloudtrail.trail-details'].value as readonly TrailDetail[],
  });
}

test('a gap is shown by events that no trail delivers, with what each trail makes of them', () => {
  const reads = trail('reads');
  const account = accountOf({
    trails: [
      { trail: audit, status: stopped },
      { trail: reads, selectors: basic({ readWriteType: 'ReadOnly' }) },
    ],
  });
  const { proof } = exampleProof(account, 'eu-west-1', 'no');
  expect(proof).toMatchObject({
    event: 'write events of apigateway.amazonaws.com in eu-west-1',
    delivered: 'no',
    trails: [
      { name: 'audit', outcome: 'no' },
      { name: 'reads', outcome: 'no' },
    ],
    moreTrails: 0,
  });
  const steps = (proof as { trails: readonly { steps: readonly object[] }[] }).trails.map((each) => each.steps);
  expect(steps[0]).toContainEqual({ question: 'logging', outcome: 'no', words: expect.stringContaining('stopped at') });
  expect(steps[1]).toContainEqual({
    question: 'selectors',
    outcome: 'no',
    words: expect.stringContaining('does not choose it'),
  });
});

test('a gap of reads alone is shown by reads', () => {
  const account = accountOf({ trails: [{ trail: audit, selectors: basic({ readWriteType: 'WriteOnly' }) }] });
  expect(exampleProof(account, 'eu-west-1', 'no').proof).toMatchObject({
    event: expect.stringMatching(/^read events of /),
  });
});

test('a doubt is shown by events of which nobody knows', () => {
  const account = accountOf({ trails: [{ trail: audit, selectors: selectorsDenied }] });
  expect(exampleProof(account, 'eu-west-1', 'no')).toEqual({});
  expect(exampleProof(account, 'eu-west-1', 'unknown').proof).toMatchObject({
    delivered: 'unknown',
    trails: [{ steps: expect.arrayContaining([expect.objectContaining({ outcome: 'unknown' })]) }],
  });
});

test('without a gap there is no example', () => {
  expect(exampleProof(accountOf({ trails: [{ trail: audit }] }), 'eu-west-1', 'no')).toEqual({});
});

test('a hostile number of trails and of words does not fill a report', () => {
  const trails = Array.from({ length: 30 }, (_, index) => ({
    trail: trail(`trail-${index}-${'x'.repeat(5_000)}`),
    selectors: basic({
      excludeManagementEventSources: ['apigateway.amazonaws.com'.repeat(500)],
      readWriteType: 'ReadOnly',
    }),
  }));
  const facts = exampleProof(accountOf({ trails }), 'eu-west-1', 'no');
  expect(facts.proof).toMatchObject({ moreTrails: 20 });
  for (const [, words = ''] of JSON.stringify(facts).matchAll(/"words":"([^"]*)"/g)) {
    expect(words.length).toBeLessThanOrEqual(600);
  }
});
