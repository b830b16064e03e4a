import { describe, expect, test } from 'vitest';
import { covers, recordingIn } from '../../../src/semantics/event-delivery/account-trails.ts';
import { hasGap } from '../../../src/semantics/event-delivery/remainder.ts';
import { doubtsIn } from '../../../src/semantics/event-delivery/trail-words.ts';
import { audit, landingZone, status, statusDenied, stopped, trail } from '../../rules/trails/estate.ts';
import { has } from '../../support/evidence.ts';
import { accountOf } from './estate-account.ts';

describe('the trails of an account', () => {
  test('a trail that several regions list is one trail', () => {
    const { trails } = accountOf({ trails: [{ trail: audit }], regions: ['ap-south-1', 'eu-west-1', 'us-east-1'] });
    expect(trails.map(({ trail: { arn }, listings }) => [arn, listings.length])).toEqual([[audit.arn, 3]]);
  });

  test('two trails of the same name are two trails', () => {
    const { trails } = accountOf({
      trails: [{ trail: audit }, { trail: trail('audit', { homeRegion: 'eu-west-1' }) }],
    });
    expect(trails).toHaveLength(2);
  });

  test.each([
    ['logging', status(), 'logging'],
    ['stopped', stopped, 'stopped'],
    ['failing to deliver', status(true, 'NoSuchBucket'), 'delivery-failing'],
    ['stopped after it failed to deliver', status(false, 'NoSuchBucket'), 'stopped'],
    ['of unknown status', statusDenied, 'status-unread'],
  ])('a trail that is %s', (_, evidence, state) => {
    expect(accountOf({ trails: [{ trail: audit, status: evidence }] }).trails[0]?.state).toBe(state);
  });

  test('an organization trail sends nothing from an account that has not enabled, or not got, its home region', () => {
    const homes = ['me-south-1', 'xx-north-9', 'eu-south-1'];
    const trails = homes.map((homeRegion) => ({ trail: { ...landingZone, arn: homeRegion, homeRegion } }));
    const states = new Map(accountOf({ trails }).trails.map(({ trail: { arn }, state }) => [arn, state]));
    expect(homes.map((home) => states.get(home))).toEqual(['home-not-enabled', 'home-not-enabled', 'logging']);
  });

  test('an account’s own trail is taken at its status, whether or not its home region is still enabled', () => {
    const own = trail('own', { homeRegion: 'me-south-1' });
    expect(accountOf({ trails: [{ trail: own }] }).trails[0]?.state).toBe('logging');
  });

  test('a trail of one region covers that region, a multi-region trail all of them', () => {
    const regional = trail('regional', { multiRegion: false, homeRegion: 'eu-west-1' });
    const { trails } = accountOf({ trails: [{ trail: regional }, { trail: audit }] });
    const covered = trails.map((each) => ['eu-west-1', 'us-east-1', 'ap-south-1'].filter((at) => covers(each, at)));
    expect(covered).toEqual([['eu-west-1'], ['eu-west-1', 'us-east-1', 'ap-south-1']]);
  });
});

describe('a region that was enabled lately', () => {
  test('may not have the copy of a multi-region trail yet, which then records nothing for certain', () => {
    const given = accountOf({ trails: [{ trail: audit }] });
    const listings = new Map(given.listings).set('eu-west-1', has([]));
    const recording = recordingIn({ ...given, listings }, 'eu-west-1');
    expect([hasGap(recording, 'sure'), hasGap(recording, 'firm')]).toEqual([true, false]);
    expect(doubtsIn({ ...given, listings }, 'eu-west-1').reasons).toEqual(['eu-west-1 does not list audit yet']);
  });
});

describe('global service events', () => {
  const local = trail('local', { multiRegion: false, includeGlobalServiceEvents: false });

  test('arise in us-east-1', () => {
    const account = accountOf({ trails: [{ trail: local }], regions: ['us-east-1'] });
    expect(hasGap(recordingIn(account, 'us-east-1'), 'firm')).toBe(true);
  });

  test('arise in a region that nobody documents in other partitions', () => {
    const account = accountOf({ trails: [{ trail: local }], regions: ['us-east-1'] }, 'aws-us-gov');
    const recording = recordingIn(account, 'us-east-1');
    expect([hasGap(recording, 'sure'), hasGap(recording, 'firm')]).toEqual([true, false]);
  });
});
