import type { Unavailable } from '../../model/evidence.ts';
import type { Region } from '../../model/target.ts';
import type { Fact } from '../../model/verdict.ts';
import type { AccountTrail, AccountTrails } from './account-trails.ts';
import { clausesOf, covers, isListedIn, mayHideTrail } from './account-trails.ts';

/** What keeps a verdict from being certain: in words, and as the evidence that is missing. */
interface Doubts {
  readonly reasons: readonly string[];
  readonly because: readonly Unavailable[];
}

/** Such as `audit (stopped), payments (logging)`; `none` where there are none. */
export function trailsInWords(trails: readonly AccountTrail[]): string {
  return trails.map((trail) => `${trail.trail.name} (${stateInWords(trail)})`).join(', ') || 'none';
}

export function trailsAsFacts(trails: readonly AccountTrail[]): readonly Fact[] {
  return trails.map(({ trail: { arn, homeRegion }, state }) => ({ arn, homeRegion, state }));
}

function stateInWords({ trail, state, status }: AccountTrail): string {
  switch (state) {
    case 'logging':
      return 'logging';
    case 'delivery-failing':
      return `delivery fails: ${status.status === 'collected' ? status.value.latestDeliveryError : ''}`;
    case 'stopped':
      return 'stopped';
    case 'status-unread':
      return 'status unknown';
    case 'home-not-enabled':
      return `sends nothing: its home region ${trail.homeRegion} is not enabled in this account`;
  }
}

/** Why it is not certain what the trails of a region record. */
export function doubtsIn(account: AccountTrails, region: Region): Doubts {
  const trails = account.trails.filter((trail) => covers(trail, region));
  const doubts = [
    ...trails.map(doubtsOf),
    ...trails.map((trail) => missingCopy(account, trail, region)),
    unseenTrails(account, region),
  ];
  const reasons = doubts.flatMap((doubt) => doubt.reasons);
  return {
    reasons: reasons.length > 0 ? reasons : [undecidable(account.partition)],
    because: [...new Set(doubts.flatMap(({ because }) => because))],
  };
}

/** What is left to doubt where every trail was read in full. */
function undecidable(partition: string): string {
  return partition === 'aws'
    ? 'what the selectors choose cannot be worked out'
    : 'AWS does not say in which region of this partition global service events arise';
}

function doubtsOf(trail: AccountTrail): Doubts {
  const { name } = trail.trail;
  if (trail.state === 'stopped' || trail.state === 'home-not-enabled') return { reasons: [], because: [] };
  const reasons: string[] = [];
  const because: Unavailable[] = [];
  if (trail.status.status === 'unavailable') {
    reasons.push(`the status of ${name} could not be read`);
    because.push(trail.status);
  } else if (trail.state === 'delivery-failing') {
    reasons.push(`the last delivery of ${name} failed with ${trail.status.value.latestDeliveryError}`);
  }
  if (trail.selectors.status === 'unavailable') {
    reasons.push(`the selectors of ${name} could not be read`);
    because.push(trail.selectors);
  } else if (clausesOf(trail).some(({ certain }) => !certain)) {
    reasons.push(`${name} has selectors that AWS does not document`);
  }
  return { reasons, because };
}

function missingCopy(account: AccountTrails, trail: AccountTrail, region: Region): Doubts {
  if (trail.state === 'stopped' || trail.state === 'home-not-enabled') return { reasons: [], because: [] };
  const listed = isListedIn(account, trail, region);
  return { reasons: listed ? [] : [`${region} does not list ${trail.trail.name} yet`], because: [] };
}

function unseenTrails(account: AccountTrails, region: Region): Doubts {
  if (!mayHideTrail(account, region)) return { reasons: [], because: [] };
  const own = account.unread.filter((unread) => unread.region === region);
  if (account.multiRegionTrailsSeen) {
    return { reasons: [`the trails of ${region} could not be listed`], because: own.map(({ evidence }) => evidence) };
  }
  return {
    reasons: ['no region that is enabled by default could be read, where every multi-region trail shows'],
    because: account.unread.map(({ evidence }) => evidence),
  };
}

/** One sentence on regions whose trails could not be listed, with the refusals. */
export function unreadRegions({ unread }: AccountTrails): Doubts {
  return {
    reasons: [`trails homed in ${unread.map(({ region }) => region).join(', ')} could not be listed`],
    because: unread.map(({ evidence }) => evidence),
  };
}
