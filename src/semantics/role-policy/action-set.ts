/** A set of a catalogue's actions: bit i is action i. Sets of different catalogues do not mix. */
export type ActionSet = Uint32Array;

export function has(set: ActionSet, index: number): boolean {
  return (((set[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;
}

export function add(set: ActionSet, index: number): void {
  set[index >>> 5] = (set[index >>> 5] ?? 0) | (1 << (index & 31));
}

/** Puts the actions of `other` into `set`. */
export function addAll(set: ActionSet, other: ActionSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) | (other[word] ?? 0);
}

/** Takes the actions of `other` out of `set`. */
export function removeAll(set: ActionSet, other: ActionSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) & ~(other[word] ?? 0);
}

/** Leaves in `set` only what `other` holds too. */
export function keepOnly(set: ActionSet, other: ActionSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) & (other[word] ?? 0);
}

export function isEmpty(set: ActionSet): boolean {
  return set.every((word) => word === 0);
}

/** How many actions two sets share, within a range of words. */
export function countCommon(a: ActionSet, b: ActionSet, firstWord = 0, endWord = a.length): number {
  let count = 0;
  for (let word = firstWord; word < endWord; word++) {
    for (let rest = (a[word] ?? 0) & (b[word] ?? 0); rest !== 0; rest &= rest - 1) count++;
  }
  return count;
}
