import type { Trail, TrailDetail } from '../../../src/model/cloudtrail.ts';
import type { Evidence } from '../../../src/model/evidence.ts';
import type { AccountTarget } from '../../../src/model/target.ts';
import type { TrailEvidence } from '../../../src/semantics/event-delivery/account-evidence.ts';
import { trailsFromEvidence } from '../../../src/semantics/event-delivery/account-evidence.ts';
import type { AccountTrails } from '../../../src/semantics/event-delivery/account-trails.ts';
import type { Estate } from '../../rules/trails/estate.ts';
import { estate } from '../../rules/trails/estate.ts';
import { ACCOUNT } from '../../support/evidence.ts';

export function targetIn(partition = 'aws'): AccountTarget {
  return { scope: 'account', partition, accountId: ACCOUNT };
}

/** An estate as an inventory has it. */
export function evidenceOf(given: Estate, partition = 'aws'): TrailEvidence {
  const evidence = estate(given);
  return {
    'account.regions': evidence['account.regions'],
    'cloudtrail.trails': Object.entries(evidence['cloudtrail.trails']).map(([region, listing]) => ({
      target: { ...targetIn(partition), scope: 'region', region },
      evidence: listing as Evidence<readonly Trail[]>,
    })),
    'cloudtrail.trail-details': evidence['cloudtrail.trail-details'] as Evidence<readonly TrailDetail[]>,
  };
}

/** The trails of an estate, joined. */
export function accountOf(given: Estate, partition = 'aws'): AccountTrails {
  const account = trailsFromEvidence(targetIn(partition), evidenceOf(given, partition));
  if ('missing' in account) throw new Error('an estate lacks no evidence');
  return account;
}
