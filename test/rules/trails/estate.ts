import type {
  BasicEventSelector,
  FieldSelector,
  Trail,
  TrailSelectors,
  TrailStatus,
} from '../../../src/model/cloudtrail.ts';
import type { Evidence } from '../../../src/model/evidence.ts';
import { unavailable } from '../../../src/model/evidence.ts';
import type { AccountRegion } from '../../../src/model/organizations.ts';
import { condition } from '../../../src/semantics/event-delivery/management-clauses.ts';
import { ACCOUNT, call, denied, has } from '../../support/evidence.ts';

/** An account with its trails, as the rules on trails are given it. */

export const MANAGEMENT_ACCOUNT = '999988887777';
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

export function trail(name: string, overrides: Partial<Trail> = {}): Trail {
  const homeRegion = overrides.homeRegion ?? 'us-east-1';
  const ownerAccountId = overrides.ownerAccountId ?? ACCOUNT;
  return {
    arn: `arn:aws:cloudtrail:${homeRegion}:${ownerAccountId}:trail/${name}`,
    name,
    homeRegion,
    ownerAccountId,
    multiRegion: true,
    organization: false,
    includeGlobalServiceEvents: true,
    logFileValidation: true,
    recursiveLogging: true,
    kmsKeyId: null,
    bucket: `${name}-logs`,
    bucketPrefix: null,
    logGroupArn: null,
    logsRoleArn: null,
    snsTopicArn: null,
    ...overrides,
  };
}

export const audit = trail('audit');
export const landingZone = trail('landing-zone', { organization: true, ownerAccountId: MANAGEMENT_ACCOUNT });

export function status(logging = true, latestDeliveryError: string | null = null, changes: Partial<TrailStatus> = {}) {
  return has({
    logging,
    startedAt: '2026-01-05T08:00:00Z',
    stoppedAt: logging ? null : '2026-10-30T17:12:00Z',
    latestDeliveryAt: '2026-11-21T11:55:00Z',
    latestDeliveryError,
    latestDigestDeliveryAt: null,
    latestDigestDeliveryError: null,
    latestLogsDeliveryAt: null,
    latestLogsDeliveryError: null,
    latestNotificationError: null,
    ...changes,
  });
}

export const stopped = status(false);

export function basic(selector: Partial<BasicEventSelector> = {}): TrailSelectors {
  const all = { includeManagementEvents: true, excludeManagementEventSources: [], dataResources: [] };
  return { basic: [{ readWriteType: 'All', ...all, ...selector }], advanced: [] };
}

/** One advanced selector of management events with further conditions. */
export function advanced(...conditions: readonly FieldSelector[]): TrailSelectors {
  const fields = [condition('eventCategory', { equals: ['Management'] }), ...conditions];
  return { basic: [], advanced: [{ name: null, fields }] };
}

export interface TrailOfEstate {
  readonly trail: Trail;
  readonly status?: Evidence<unknown>;
  readonly selectors?: Evidence<unknown> | TrailSelectors;
}

export interface Estate {
  /** With `details: false`, the details lack the trail. */
  readonly trails?: readonly (TrailOfEstate & { readonly details?: false })[];
  /** The regions that were asked; default: us-east-1 and eu-west-1. */
  readonly regions?: readonly string[];
  /** Regions whose service control policy denies DescribeTrails. */
  readonly denied?: readonly string[];
  readonly enabled?: readonly AccountRegion[];
}

export const SCP_DENIAL = unavailable(
  'denied-by-scp',
  'with an explicit deny in a service control policy',
  call('cloudtrail:DescribeTrails'),
);

const REGIONS: readonly AccountRegion[] = [
  { name: 'us-east-1', enabled: true, optIn: false },
  { name: 'eu-west-1', enabled: true, optIn: false },
  { name: 'ap-south-1', enabled: true, optIn: false },
  { name: 'eu-south-1', enabled: true, optIn: true },
  { name: 'me-south-1', enabled: false, optIn: true },
];

/** Evidence in which every asked region lists the trails that AWS would show there. */
export function estate({ trails = [], regions = ['eu-west-1', 'us-east-1'], denied = [], enabled = REGIONS }: Estate) {
  const listed = (region: string) =>
    trails.filter((each) => each.trail.multiRegion || each.trail.homeRegion === region).map((each) => each.trail);
  return {
    'account.regions': has(enabled),
    'cloudtrail.trails': Object.fromEntries(
      regions.map((region) => [region, denied.includes(region) ? SCP_DENIAL : has(listed(region))]),
    ),
    'cloudtrail.trail-details': has(
      trails
        .filter(({ details }) => details !== false)
        .map((each) => ({
          arn: each.trail.arn,
          status: each.status ?? status(),
          selectors: evidenceOf(each.selectors ?? { basic: [], advanced: [] }),
        })),
    ),
  };
}

/** What regions list, for rules that need no more: every region that a trail shows in lists it. */
export function listed({
  trails,
  regions,
  denied,
}: {
  readonly trails: readonly Trail[];
  readonly regions?: readonly string[];
  readonly denied?: readonly string[];
}) {
  const all = estate({
    trails: trails.map((each) => ({ trail: each })),
    ...(regions && { regions }),
    ...(denied && { denied }),
  });
  return { 'cloudtrail.trails': all['cloudtrail.trails'] };
}

function evidenceOf(selectors: Evidence<unknown> | TrailSelectors): Evidence<unknown> {
  return 'status' in selectors ? selectors : has(selectors);
}

export const statusDenied = denied('cloudtrail:GetTrailStatus');
export const selectorsDenied = denied('cloudtrail:GetEventSelectors');
