import type { Fact } from '../../../src/model/verdict.ts';

/** Readers of facts, whose shape a page may not rely on: null, or nothing, for what is not as expected. */

type FactRecord = Readonly<Record<string, Fact>>;

export function recordOf(fact: Fact | undefined): FactRecord | null {
  return typeof fact === 'object' && fact !== null && !Array.isArray(fact) ? (fact as FactRecord) : null;
}

export function recordsOf(fact: Fact | undefined): readonly FactRecord[] {
  return Array.isArray(fact) ? (fact as readonly Fact[]).map(recordOf).filter((item) => item !== null) : [];
}

export function textOf(fact: Fact | undefined): string | null {
  return typeof fact === 'string' ? fact : null;
}

export function textsOf(fact: Fact | undefined): readonly string[] {
  return Array.isArray(fact) ? (fact as readonly Fact[]).flatMap((item) => textOf(item) ?? []) : [];
}

export function countOf(fact: Fact | undefined): number {
  return typeof fact === 'number' ? fact : 0;
}
