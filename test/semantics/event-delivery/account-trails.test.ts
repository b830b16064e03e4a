import { describe, expect, test } from 'vitest';
import type { Seen } from '../../../src/model/catalog.ts';
import type { Trail, TrailDetail } from '../../../src/model/cloudtrail.ts';
import type { Evidence } from '../../../src/model/evidence.ts';
import type { AccountTrails } from '../../../src/semantics/event-delivery/account-trails.ts';
import { accountTrails, covers, recordingIn } from '../../../src/semantics/event-delivery/account-trails.ts';
import { hasGap } from '../../../src/semantics/event-delivery/remainder.ts';
import type { Estate } from '../../rules/trails/estate.ts';
import { audit, estate, landingZone, status, statusDenied, stopped, trail } from '../../rules/trails/estate.ts';
import { ACCOUNT } from '../../support/evidence.ts';

function join(given: Estate, partition = 'aws'): AccountTrails {
  const evidence = estate(given);
  const target = { scope: 'account', partition, accountId: ACCOUNT } as const;
  return accountTrails(target, {
    'account.regions': evidence['account.regions'].value,
    'cloudtrail.trails': Object.entries(evidence['cloudtrail.trails']).map(([region, listing]) => ({
      target: { ...target, scope: 'region', region },
      evidence: listing as Evidence<readonly Trail[]>,
    })) satisfies Seen<'account', 'cloudtrail.trails'>,
    'cloudtrail.trail-details': evidence['cloudtrail.trail-details'].value as readonly TrailDetail[],
  });
}

describe('the trails of an account', () => {
  test('a trail that several regions list is one trail', () => {
    const { trails } = join({ trails: [{ trail: audit }], regions: ['ap-south-1', 'eu-west-1', 'us-east-1'] });
    expect(trails.map(({ trail: { arn }, listings }) => [arn, listings.length])).toEqual([[audit.arn, 3]]);
  });

  test('two trails of the same name are two trails', () => {
    const { trails } = join({ trails: [{ trail: audit }, { trail: trail('audit', { homeRegion: 'eu-west-1' }) }] });
    expect(trails).toHaveLength(2);
  });

  test.each([
    ['logging', status(), 'logging'],
    ['stopped', stopped, 'stopped'],
    ['failing to deliver', status(true, 'NoSuchBucket'), 'delivery-failing'],
    ['stopped after it failed to deliver', status(false, 'NoSuchBucket'), 'stopped'],
    ['of unknown status', statusDenied, 'status-unread'],
  ])('a trail that is %s', (_, evidence, state) => {
    expect(join({ trails: [{ trail: audit, status: evidence }] }).trails[0]?.state).toBe(state);
  });

  test('an organization trail sends nothing from an account that has not enabled, or not got, its home region', () => {
    const homes = ['me-south-1', 'xx-north-9', 'eu-south-1'];
    const trails = homes.map((homeRegion) => ({ trail: { ...landingZone, arn: homeRegion, homeRegion } }));
    const states = new Map(join({ trails }).trails.map(({ trail: { arn }, state }) => [arn, state]));
    expect(homes.map((home) => states.get(home))).toEqual(['home-not-enabled', 'home-not-enabled', 'logging']);
  });

  test('an account’s own trail is taken at its status, whether or not its home region is still enabled', () => {
    const own = trail('own', { homeRegion: 'me-south-1' });
    expect(join({ trails: [{ trail: own }] }).trails[0]?.state).toBe('logging');
  });

  test('a trail of one region covers that region, a multi-region trail all of them', () => {
    const regional = trail('regional', { multiRegion: false, homeRegion: 'eu-west-1' });
    const { trails } = join({ trails: [{ trail: regional }, { trail: audit }] });
    const covered = trails.map((each) => ['eu-west-1', 'us-east-1', 'ap-south-1'].filter((at) => covers(each, at)));
    expect(covered).toEqual([['eu-west-1'], ['eu-west-1', 'us-east-1', 'ap-south-1']]);
  });
});

describe('global service events', () => {
  const local = trail('local', { multiRegion: false, includeGlobalServiceEvents: false });

  test('arise in us-east-1', () => {
    const account = join({ trails: [{ trail: local }], regions: ['us-east-1'] });
    expect(hasGap(recordingIn(account, 'us-east-1'), 'firm')).toBe(true);
  });

  test('arise in a region that nobody documents in other partitions', () => {
    const account = join({ trails: [{ trail: local }], regions: ['us-east-1'] }, 'aws-us-gov');
    const recording = recordingIn(account, 'us-east-1');
    expect([hasGap(recording, 'sure'), hasGap(recording, 'firm')]).toEqual([true, false]);
  });
});
