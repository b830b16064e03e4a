import type { Ask } from '../aws/session.ts';
import type { EvidenceKey, ScopeOf, Seen, ValueOf } from '../model/catalog.ts';
import type { Evidence } from '../model/evidence.ts';
import type { AccountId, Target } from '../model/target.ts';

/** An action as IAM names it, such as `cloudtrail:DescribeTrails`. */
export type IamAction = `${string}:${string}`;

/** What a collector's actions may be limited to; `policy` renders it, partition by partition the same. */
export interface Permission {
  readonly action: IamAction;
  /** ARN patterns; `*` where the action knows no resources. */
  readonly resources: readonly string[];
}

/** What one account's collector may ask of the other accounts of its scan. */
export interface Elsewhere {
  /** The account that started the scan. */
  readonly caller: AccountId;
  /**
   * Asks the given accounts, as far as they take part in this scan, one after the other until one answers, and
   * remembers that under the name for the rest of the scan. Null where none of them takes part.
   */
  once<T>(name: string, accounts: readonly AccountId[], collect: (ask: Ask) => Promise<T>): Promise<Evidence<T> | null>;
}

/**
 * Asks AWS one question about a target. What it needs of its own or a wider scope it sees as a value (where that is
 * missing, its own evidence is missing for the same reason), of a narrower scope as one Evidence for each target.
 */
export interface CollectorSpec<K extends EvidenceKey, N extends readonly EvidenceKey[]> {
  readonly key: K;
  readonly needs: N;
  /** Everything that it may call; the least-privilege policy is generated from these. */
  readonly permissions: readonly Permission[];
  collect(
    target: Target<ScopeOf<K>>,
    ask: Ask,
    seen: { readonly [P in N[number]]: Seen<ScopeOf<K>, P> },
    elsewhere: Elsewhere,
  ): Promise<ValueOf<K>>;
}

/** A collector as the engine calls it, its types having been checked by `defineCollector`. */
export interface Collector<K extends EvidenceKey = EvidenceKey> {
  readonly key: K;
  readonly needs: readonly EvidenceKey[];
  readonly permissions: readonly Permission[];
  collect(target: Target, ask: Ask, seen: Readonly<Record<string, unknown>>, elsewhere: Elsewhere): Promise<ValueOf<K>>;
}

export function defineCollector<const K extends EvidenceKey, const N extends readonly EvidenceKey[]>(
  spec: CollectorSpec<K, N>,
): Collector<K> {
  return spec as unknown as Collector<K>;
}

/** Actions that know no resources, or that are asked about everything. */
export function onAnything(...actions: readonly IamAction[]): readonly Permission[] {
  return actions.map((action) => ({ action, resources: ['*'] }));
}
