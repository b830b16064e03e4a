import { draw, drawText } from '../draw.ts';

const LETTERS_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const CAPITALS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Twelve digits that follow from a name. */
export function accountIdNamed(name: string): string {
  return String(100_000_000_000 + Math.floor(draw('account', name) * 900_000_000_000)).slice(0, 12);
}

/** Ids of an organization and its root follow from the management account's. */
export function organizationId(managementAccountId: string): string {
  return `o-${drawText(LETTERS_AND_DIGITS, 10, 'organization', managementAccountId)}`;
}

export function organizationArn(partition: string, managementAccountId: string): string {
  return `arn:${partition}:organizations::${managementAccountId}:organization/${organizationId(managementAccountId)}`;
}

export function rootId(managementAccountId: string): string {
  return `r-${drawText(LETTERS_AND_DIGITS, 4, 'root', managementAccountId)}`;
}

export function unitId(root: string, path: string): string {
  return `ou-${root.slice(2)}-${drawText(LETTERS_AND_DIGITS, 8, 'unit', root, path)}`;
}

/** IAM's ids of things, such as `AROA…` for a role: twenty-one characters. */
export function iamId(prefix: 'AROA' | 'ANPA' | 'AIDA', words: string): string {
  return prefix + drawText(CAPITALS_AND_DIGITS, 17, prefix, words);
}

/** Five characters can tell this many APIs of one region apart. */
const SPACE = 36 ** 5;
/** Prime to the space, so that neighbours get ids that are far apart and each number comes back. */
const STRIDE = 25_153_757;
const INVERSE = inverseOf(BigInt(STRIDE), BigInt(SPACE));

/**
 * Ids of ten characters for the things of one place, which can be turned back into their number: five characters tell
 * the place, five the number. So a place with any number of APIs needs no table of them.
 */
export function numberedIds(...place: readonly string[]): {
  readonly idOf: (index: number) => string;
  readonly indexOf: (id: string) => number;
} {
  const prefix = drawText(LETTERS_AND_DIGITS, 5, ...place);
  return {
    idOf: (index) => {
      const scattered = Number((BigInt(index) * BigInt(STRIDE)) % BigInt(SPACE));
      return prefix + scattered.toString(36).padStart(5, '0');
    },
    indexOf: (id) => {
      if (id.length !== 10 || !id.startsWith(prefix) || !/^[0-9a-z]{5}$/.test(id.slice(5))) return -1;
      return Number((BigInt(Number.parseInt(id.slice(5), 36)) * INVERSE) % BigInt(SPACE));
    },
  };
}

/** The number that undoes a multiplication modulo `modulus`, by Euclid's extended algorithm. */
function inverseOf(value: bigint, modulus: bigint): bigint {
  let [r, next, s, nextS] = [value, modulus, 1n, 0n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [s, nextS] = [nextS, s - quotient * nextS];
  }
  if (r !== 1n) throw new Error(`${value} and ${modulus} have a common factor`);
  return ((s % modulus) + modulus) % modulus;
}
