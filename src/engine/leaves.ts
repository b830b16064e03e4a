import type { Unavailable } from '../model/evidence.ts';
import { isEvidence } from '../model/evidence.ts';

/**
 * How many single answers evidence is made of: nodes of evidence that hold no further ones. Those without an answer go
 * into `missing`. It looks at every object of an inventory, and so allocates nothing for any.
 */
export function countLeaves(value: unknown, missing: Unavailable[]): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (!isEvidence(value)) return countWithin(value, missing);
  if (value.status === 'collected') return countLeaves(value.value, missing) || 1;
  missing.push(value);
  return 1;
}

function countWithin(value: object, missing: Unavailable[]): number {
  let leaves = 0;
  if (Array.isArray(value)) for (const part of value) leaves += countLeaves(part, missing);
  else for (const name in value) leaves += countLeaves((value as Record<string, unknown>)[name], missing);
  return leaves;
}
