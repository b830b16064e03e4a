import type { Ask, Session } from '../aws/session.ts';
import type { Collector, Elsewhere } from '../collect/collector.ts';
import { collectors } from '../collect/index.ts';
import type { EvidenceFile } from '../inventory/evidence-file.ts';
import type { EvidenceKey, EvidenceRecord } from '../model/catalog.ts';
import { isNarrower, SCOPES } from '../model/catalog.ts';
import type { Evidence } from '../model/evidence.ts';
import type { AccountRegion } from '../model/organizations.ts';
import type { AccountTarget, Region, RegionTarget, Target } from '../model/target.ts';
import { earlierAnswers, isSettled, keptAnswers, questionAt, saysLess } from './settled.ts';

export interface AccountPlan {
  readonly target: AccountTarget;
  readonly session: Evidence<Session>;
  /** The account's own list of regions, asked before anything else. */
  readonly known: Evidence<readonly AccountRegion[]>;
  /** What was asked for; null: whatever the account has enabled. */
  readonly regions: readonly Region[] | null;
  /** The regions that every account has, for an account that does not tell. */
  readonly defaultRegions: readonly Region[];
  readonly keys: readonly EvidenceKey[];
  readonly elsewhere: Elsewhere;
  /** Where each answer goes as soon as it is there; what is settled in it is not asked again. */
  readonly file: Pick<EvidenceFile, 'known' | 'append'>;
  /** Called as each region is done. */
  readonly onRegion: () => void;
}

/**
 * Asks everything about one account, each question as soon as what it needs is there. Tells whether nothing is left
 * that is worth asking again. Throws only where an answer cannot be written down.
 */
export async function collectAccount(plan: AccountPlan): Promise<boolean> {
  const { target, keys, file } = plan;
  const regions = regionsToAsk(plan).map((region): RegionTarget => ({ ...target, scope: 'region', region }));
  const earlier = earlierAnswers(file.known);
  const kept = keptAnswers(earlier, regions);
  const answers = new Map<string, Promise<Evidence<unknown>>>();

  function answer(key: EvidenceKey, where: Target): Promise<Evidence<unknown>> {
    const id = questionAt(key, where);
    const asked = answers.get(id) ?? Promise.resolve(kept.get(id) ?? ask(key, where));
    answers.set(id, asked);
    return asked;
  }

  function before(key: EvidenceKey, where: Target): Evidence<unknown> | undefined {
    return earlier.get(questionAt(key, where))?.evidence;
  }

  function ask(key: EvidenceKey, where: Target): Evidence<unknown> | Promise<Evidence<unknown>> {
    return key === 'account.regions' ? plan.known : collect(collectors[key], where);
  }

  async function collect(collector: Collector, where: Target): Promise<Evidence<unknown>> {
    const { session } = plan;
    if (session.status === 'unavailable') return session;
    const seen: Record<string, unknown> = {};
    let onTheSame = true;
    for (const key of collector.needs) {
      if (isNarrower(key, where.scope)) {
        const evidence = await Promise.all(regions.map((region) => answer(key, region)));
        onTheSame &&= regions.every((region, index) => evidence[index] === before(key, region));
        // An empty answer that rests on refusals alone would look like one of AWS's.
        const refused = evidence.find(({ status }) => status === 'unavailable');
        if (refused !== undefined && evidence.every(({ status }) => status === 'unavailable')) return refused;
        seen[key] = regions.map((region, index) => ({ target: region, evidence: evidence[index] }));
        continue;
      }
      const needed = await answer(key, where);
      if (needed.status === 'unavailable') return needed;
      onTheSame &&= needed === before(key, where);
      seen[key] = needed.value;
    }
    const asked = await session.value.collect((ask: Ask) => collector.collect(where, ask, seen, plan.elsewhere));
    const known = before(collector.key, where);
    // Only where it rests on the same: an answer about what was there before would pass for one about what is there now.
    return known !== undefined && onTheSame && saysLess(asked, known) ? known : asked;
  }

  /** Asks, writes the answer down, and tells whether it is settled. */
  async function record(key: EvidenceKey, where: Target): Promise<boolean> {
    const evidence = await answer(key, where);
    if (evidence !== before(key, where)) await file.append({ key, target: where, evidence } as EvidenceRecord);
    return isSettled(evidence);
  }

  const ofRegions = keys.filter((key) => SCOPES[key] === 'region');
  const ofAccount = keys.filter((key) => SCOPES[key] === 'account');
  const perRegion = regions.map(async (region) => {
    const settled = await Promise.all(ofRegions.map((key) => record(key, region)));
    plan.onRegion();
    return settled;
  });
  const settled = await Promise.all([...ofAccount.map((key) => record(key, target)), ...perRegion]);
  return settled.flat().every(Boolean);
}

/** The enabled ones among those asked for; without the account's own list, all that were asked for or that everybody has. */
function regionsToAsk({ known, regions, defaultRegions }: AccountPlan): readonly Region[] {
  if (known.status === 'unavailable') return regions ?? defaultRegions;
  const enabled = known.value.filter((region) => region.enabled).map(({ name }) => name);
  return regions === null ? enabled : enabled.filter((name) => regions.includes(name));
}

/** All that must be asked so that the given questions can be, and the account's regions, which coverage rests on. */
export function withNeeds(keys: Iterable<EvidenceKey>): readonly EvidenceKey[] {
  const all = new Set<EvidenceKey>(['account.regions']);
  const add = (key: EvidenceKey): void => {
    if (all.has(key)) return;
    for (const needed of collectors[key].needs) add(needed);
    all.add(key);
  };
  for (const key of keys) add(key);
  return [...all];
}
