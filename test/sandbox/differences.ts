export type How = 'only moto' | 'only here' | 'differs';

/**
 * How two answers differ, by member, such as `trailList[].KmsKeyId`. Ids that a server makes up and times are alike
 * whatever they are.
 */
export function differences(theirs: object, ours: object): ReadonlyMap<string, How> {
  const [left, right] = [members(theirs), members(ours)];
  const found = new Map<string, How>();
  for (const [member, values] of left) {
    const others = right.get(member);
    if (others === undefined) found.set(member, 'only moto');
    else if (JSON.stringify(values) !== JSON.stringify(others)) found.set(member, 'differs');
  }
  for (const member of right.keys()) if (!left.has(member)) found.set(member, 'only here');
  return found;
}

/** Every value by its path, in the order of the lists that it is in. */
function members(answer: object): Map<string, unknown[]> {
  const found = new Map<string, unknown[]>();
  for (const [path, value] of valuesIn(answer, '')) found.set(path, [...(found.get(path) ?? []), value]);
  return found;
}

function* valuesIn(value: unknown, path: string): Iterable<readonly [path: string, value: unknown]> {
  if (value === undefined) return;
  if (value instanceof Date) yield [path, 'a time'];
  else if (Array.isArray(value)) yield* inList(value, `${path}[]`);
  else if (typeof value === 'object' && value !== null) yield* inStructure(value, path);
  else yield [path, typeof value === 'string' ? withoutMadeUpIds(plainJson(value)) : value];
}

function* inList(list: readonly unknown[], path: string) {
  if (list.length === 0) yield [path, 'empty'] as const;
  for (const item of list) yield* valuesIn(item, path);
}

function* inStructure(structure: object, path: string) {
  const entries = Object.entries(structure).filter(([name]) => name !== '$metadata');
  if (entries.length === 0) yield [path, 'empty'] as const;
  for (const [name, item] of entries) yield* valuesIn(item, path === '' ? name : `${path}.${name}`);
}

/** A policy, however it is spaced, ordered and encoded. */
function plainJson(text: string): string {
  if (!/^\s*(\{|%7B|%0A)/i.test(text)) return text;
  return JSON.stringify(JSON.parse(decodeURIComponent(text)), (_, value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function withoutMadeUpIds(text: string): string {
  return text
    .replace(/\bA[A-Z0-9]{19,20}\b/g, 'A…')
    .replace(/\b(o|r|ou-[0-9a-z]{4})-[0-9a-z]{4,32}\b/g, '$1-…')
    .replace(/\bou-[^/]*/g, 'ou-…')
    .replace(/^[0-9a-z]{8,10}$/, 'an id')
    .replace(/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|\+00:00)$/, 'a time')
    .replace(/(https|wss):\/\/[0-9a-z]{8,10}\./, '$1://an id.');
}
