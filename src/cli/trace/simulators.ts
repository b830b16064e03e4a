import { evidenceSet, trailEvidence } from '../../engine/evidence-set.ts';
import type { Inventory } from '../../inventory/read.ts';
import type { AccountId, AccountTarget } from '../../model/target.ts';
import { trailsFromEvidence } from '../../semantics/event-delivery/account-evidence.ts';
import type { Delivery } from '../../semantics/event-delivery/delivery.ts';
import { deliveryIn, undecidedDelivery } from '../../semantics/event-delivery/delivery.ts';
import { knownValue, whyNotKnown } from '../../semantics/event-delivery/reading.ts';
import type { TracedEvent } from '../../semantics/event-delivery/traced-event.ts';

export interface TracedDelivery {
  readonly event: TracedEvent;
  readonly delivery: Delivery;
}

/** What becomes of each event, in their order. One account's evidence is in memory at a time. Throws InventoryDamaged. */
export async function trace(events: readonly TracedEvent[], inventory: Inventory): Promise<readonly TracedDelivery[]> {
  const traced: TracedDelivery[] = [];
  for (const [accountId, places] of placesByAccount(events)) {
    const simulate = await simulatorOf(accountId, inventory);
    for (const [place, event] of places) traced[place] = { event, delivery: simulate(event) };
  }
  return traced;
}

/** Each account's events with their places in the list; null: of no known account. */
function placesByAccount(events: readonly TracedEvent[]) {
  const byAccount = new Map<AccountId | null, [place: number, event: TracedEvent][]>();
  for (const [place, event] of events.entries()) {
    const accountId = knownValue(event.account);
    const places = byAccount.get(accountId) ?? [];
    places.push([place, event]);
    byAccount.set(accountId, places);
  }
  return byAccount;
}

async function simulatorOf(
  accountId: AccountId | null,
  { scan, account }: Inventory,
): Promise<(event: TracedEvent) => Delivery> {
  if (accountId === null) {
    return ({ account: reading }) => undecidedDelivery(whyNotKnown(reading));
  }
  if (!scan.accounts.some(({ id }) => id === accountId)) {
    return () => undecidedDelivery(`account ${accountId} was not scanned`);
  }
  const evidence = evidenceSet(await account(accountId));
  const target: AccountTarget = { scope: 'account', partition: scan.partition, accountId };
  const trails = trailsFromEvidence(target, trailEvidence(evidence, target));
  if ('missing' in trails) {
    const why = `the trails of account ${accountId} could not be read`;
    return () => undecidedDelivery(why, trails.missing);
  }
  return deliveryIn(trails, scan.organization?.id ?? null);
}
