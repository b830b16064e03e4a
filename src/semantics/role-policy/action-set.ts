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
  for (let word = firstWord; word < endWord; word++) count += bitsIn((a[word] ?? 0) & (b[word] ?? 0));
  return count;
}

/** Adds the bits pairwise: in twos, fours, bytes, and all at once by the multiplication. */
function bitsIn(word: number): number {
  const twos = word - ((word >>> 1) & 0x55555555);
  const fours = (twos & 0x33333333) + ((twos >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
