/** A list of objects as columns in which each distinct value stands once: large reports repeat themselves. */
export type Packed<T> = { readonly [K in keyof T]: Column<T[K]> };
/** The values in order, or, where some occur twice, the distinct ones with each item's place among them. */
type Column<V> = readonly V[] | { readonly values: readonly V[]; readonly at: readonly number[] };

export interface Packer<T> {
  /** Adds an item and says its place. All items have the same members. */
  add(item: T): number;
  readonly count: number;
  /** The length of the distinct values as JSON: about what is held. */
  readonly characters: number;
  packed(): Packed<T>;
}

interface OpenColumn {
  readonly values: unknown[];
  readonly at: number[];
  /** The place of each value, by its JSON. */
  readonly places: Map<string, number>;
}

export function packer<T extends object>(): Packer<T> {
  const columns = new Map<string, OpenColumn>();
  let count = 0;
  let characters = 0;
  return {
    add(item) {
      for (const [name, value] of Object.entries(item)) {
        const column: OpenColumn = columns.get(name) ?? { values: [], at: [], places: new Map() };
        columns.set(name, column);
        const json = JSON.stringify(value);
        const place = column.places.get(json) ?? column.values.length;
        if (place === column.values.length) {
          column.places.set(json, place);
          column.values.push(value);
          characters += json.length;
        }
        column.at.push(place);
      }
      count += 1;
      return count - 1;
    },
    get count() {
      return count;
    },
    get characters() {
      return characters;
    },
    packed() {
      const entries = [...columns].map(([name, { values, at }]) => [
        name,
        values.length === at.length ? values : { values, at },
      ]);
      return Object.fromEntries(entries) as Packed<T>;
    },
  };
}

/** The items of a packed list. Equal values are the same object. */
export function unpack<T>(packed: Packed<T>): readonly T[] {
  const [first] = Object.values(packed) as Column<unknown>[];
  const count = first === undefined ? 0 : isDistinct(first) ? first.length : first.at.length;
  return Array.from({ length: count }, (_, index) => unpackOne(packed, index) as T);
}

/** One item of a packed list; undefined where it has none there. */
export function unpackOne<T>(packed: Packed<T>, index: number): T | undefined {
  const columns = Object.entries(packed) as [string, Column<unknown>][];
  if (columns.length === 0) return undefined;
  const item: Record<string, unknown> = {};
  for (const [name, column] of columns) {
    const [values, place] = isDistinct(column) ? [column, index] : [column.values, column.at[index]];
    if (place === undefined || place >= values.length) return undefined;
    item[name] = values[place];
  }
  return item as T;
}

function isDistinct<V>(column: Column<V>): column is readonly V[] {
  return Array.isArray(column);
}
