import type { Seen, TargetEvidence } from '../../model/catalog.ts';
import type { Trail, TrailDetail, TrailSelectors, TrailStatus } from '../../model/cloudtrail.ts';
import type { Evidence, Unavailable } from '../../model/evidence.ts';
import { unavailable } from '../../model/evidence.ts';
import type { AccountRegion } from '../../model/organizations.ts';
import type { Subject } from '../../model/subject.ts';
import type { AccountId, Region, Target } from '../../model/target.ts';
import { globalServiceEventsArise } from './global-services.ts';
import type { Clause } from './management-clauses.ts';
import { EVERY_MANAGEMENT_EVENT } from './management-clauses.ts';
import type { Recorder, Recording } from './recording.ts';
import { recordingOf, UNREADABLE } from './recording.ts';
import { managementClauses } from './selector-clauses.ts';

/** What a rule on an account's trails needs. */
export const TRAIL_EVIDENCE = ['account.regions', 'cloudtrail.trails', 'cloudtrail.trail-details'] as const;
type SeenTrails = { readonly [K in (typeof TRAIL_EVIDENCE)[number]]: Seen<'account', K> };

/** What a trail does for one account. */
type TrailState = 'logging' | 'delivery-failing' | 'stopped' | 'status-unread' | 'home-not-enabled';

/** A trail that an account lists, once for all regions that list it. */
export interface AccountTrail {
  readonly trail: Trail;
  readonly state: TrailState;
  /** The regions' answers that list it. */
  readonly listings: readonly Evidence<readonly Trail[]>[];
  readonly status: Evidence<TrailStatus>;
  readonly selectors: Evidence<TrailSelectors>;
}

interface UnreadRegion {
  readonly region: Region;
  readonly evidence: Unavailable;
}

/** The trails that reach an account, as far as they could be seen. */
export interface AccountTrails {
  readonly accountId: AccountId;
  readonly partition: string;
  /** The regions that the scan asked, without those that the account has not enabled. */
  readonly regions: readonly Region[];
  /** What the account says of its regions, asked or not. */
  readonly known: ReadonlyMap<Region, AccountRegion>;
  readonly listings: ReadonlyMap<Region, Evidence<readonly Trail[]>>;
  readonly unread: readonly UnreadRegion[];
  /**
   * Whether a region that is enabled by default was read: every multi-region trail would be seen there. In a region
   * that must be opted into, copies appear later (User Guide, cloudtrail-multi-region-trails).
   */
  readonly multiRegionTrailsSeen: boolean;
  readonly trails: readonly AccountTrail[];
}

/** Joins the regions' trails by ARN, and each with its details. */
export function accountTrails(target: Target, seen: SeenTrails): AccountTrails {
  const known = new Map(seen['account.regions'].map((region) => [region.name, region]));
  const asked = seen['cloudtrail.trails'].filter(({ target: { region } }) => known.get(region)?.enabled !== false);
  const details = new Map(seen['cloudtrail.trail-details'].map((detail) => [detail.arn, detail]));
  const enabled = (region: Region) => known.get(region)?.enabled === true;
  const trails = [...byArn(asked)].map(([arn, copies]) => joined(copies, details.get(arn), enabled));
  return {
    accountId: target.accountId,
    partition: target.partition,
    regions: asked.map(({ target: { region } }) => region),
    known,
    listings: new Map(asked.map(({ target: { region }, evidence }) => [region, evidence])),
    unread: asked.flatMap(({ target: { region }, evidence }) =>
      evidence.status === 'unavailable' ? [{ region, evidence }] : [],
    ),
    multiRegionTrailsSeen: asked.some(
      ({ target: { region }, evidence }) => evidence.status === 'collected' && known.get(region)?.optIn === false,
    ),
    trails: trails.sort((a, b) => (a.trail.arn < b.trail.arn ? -1 : 1)),
  };
}

interface Copy {
  readonly region: Region;
  readonly trail: Trail;
  readonly listing: Evidence<readonly Trail[]>;
}

function byArn(asked: readonly TargetEvidence<'cloudtrail.trails'>[]): ReadonlyMap<string, readonly Copy[]> {
  const copies = new Map<string, Copy[]>();
  for (const { target, evidence } of asked) {
    if (evidence.status === 'unavailable') continue;
    for (const trail of evidence.value) {
      const copy = { region: target.region, trail, listing: evidence };
      copies.set(trail.arn, [...(copies.get(trail.arn) ?? []), copy]);
    }
  }
  return copies;
}

function joined(
  copies: readonly Copy[],
  detail: TrailDetail | undefined,
  enabled: (region: Region) => boolean,
): AccountTrail {
  const [first] = copies;
  if (first === undefined) throw new Error('a trail that no region lists');
  const { trail } = copies.find(({ region, trail: { homeRegion } }) => region === homeRegion) ?? first;
  const unasked = unavailable('not-asked', `the scan has no details of ${trail.arn}`, null);
  const status = detail?.status ?? unasked;
  const sendsNothing = trail.organization && trail.multiRegion && !enabled(trail.homeRegion);
  return {
    trail,
    // A multi-region organization trail sends nothing from members that have not enabled its home region
    // (User Guide, cloudtrail-troubleshooting).
    state: sendsNothing ? 'home-not-enabled' : stateOf(status),
    listings: copies.map(({ listing }) => listing),
    status,
    selectors: detail?.selectors ?? unasked,
  };
}

function stateOf(status: Evidence<TrailStatus>): TrailState {
  if (status.status === 'unavailable') return 'status-unread';
  if (!status.value.logging) return 'stopped';
  return status.value.latestDeliveryError === null ? 'logging' : 'delivery-failing';
}

/** Whether a trail is for a region's events, recording or not. */
export function covers({ trail }: AccountTrail, region: Region): boolean {
  return trail.multiRegion || trail.homeRegion === region;
}

/**
 * Whether a region that covers a trail also lists it, as far as it was read. A region that was enabled lately gets the
 * copies of multi-region trails only some time later (User Guide, cloudtrail-multi-region-trails).
 */
export function isListedIn({ listings }: AccountTrails, { trail }: AccountTrail, region: Region): boolean {
  const listing = listings.get(region);
  return listing?.status !== 'collected' || listing.value.some(({ arn }) => arn === trail.arn);
}

/** Whether a trail that nobody could see may cover a region. */
export function mayHideTrail({ listings, multiRegionTrailsSeen }: AccountTrails, region: Region): boolean {
  return listings.get(region)?.status !== 'collected' || !multiRegionTrailsSeen;
}

/** What the account's trails together make of a region's management events. */
export function recordingIn(account: AccountTrails, region: Region): Recording {
  const recorders = account.trails.flatMap((trail) => recorderIn(account, trail, region) ?? []);
  const hidden = mayHideTrail(account, region) ? [UNREADABLE] : [];
  return recordingOf([...recorders, ...hidden], globalServiceEventsArise(account.partition, region));
}

/** What one trail adds to the recording of a region; null for nothing. */
export function recorderIn(account: AccountTrails, trail: AccountTrail, region: Region): Recorder | null {
  if (!covers(trail, region) || trail.state === 'stopped' || trail.state === 'home-not-enabled') return null;
  return {
    clauses: clausesOf(trail),
    certain: trail.state === 'logging' && isListedIn(account, trail, region),
    globalServiceEvents: trail.trail.includeGlobalServiceEvents,
  };
}

/** The management events that a trail's selectors choose. A trail whose selectors are unread may record them all. */
export function clausesOf({ selectors }: AccountTrail): readonly Clause[] {
  return selectors.status === 'collected'
    ? managementClauses(selectors.value)
    : [{ ...EVERY_MANAGEMENT_EVENT, certain: false }];
}

/** A trail as the subject of a verdict, in its home region. */
export interface TrailSubject extends Subject {
  readonly region: Region;
}

export function trailSubject({ arn, name, homeRegion }: Trail): TrailSubject {
  return { arn, type: 'AWS::CloudTrail::Trail', name, region: homeRegion };
}

/** The nodes of evidence on one trail: an answer that lists it, its status and its selectors. */
export function evidenceOf({ listings, status, selectors }: AccountTrail): readonly Evidence<unknown>[] {
  return [...listings.slice(0, 1), status, selectors];
}
