/**
 * The SDK's own description of an answer, as its clients export it: arrays that start with a kind. Numbers stand for
 * simple types, to which 64 adds a list and 128 a map (see @smithy/types, schema).
 */
type Schema = unknown;

const LIST = 1;
const MAP = 2;
const STRUCTURE = 3;
const OPERATION = 9;

/** What an SDK's output does not have of its model: required members that are missing, and values of another type. */
export function complaints(operation: Schema, output: object): readonly string[] {
  const [kind, , name, , , answer] = resolved(operation) as readonly unknown[];
  if (kind !== OPERATION) throw new Error('not the schema of an operation');
  const { $metadata: _, ...members } = output as { $metadata?: unknown };
  return [...complaintsAbout(answer, members, String(name))];
}

function resolved(schema: Schema): Schema {
  const value = typeof schema === 'function' ? schema() : schema;
  // With traits it is a pair.
  return Array.isArray(value) && typeof value[0] !== 'number' ? resolved(value[0]) : isPair(value) ? value[0] : value;
}

/** A simple type with its traits, such as `[0, { httpQuery: 'position' }]`, and not a list's schema. */
function isPair(value: unknown): value is readonly [number, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'number';
}

function* complaintsAbout(schema: Schema, value: unknown, path: string): Iterable<string> {
  const type = resolved(schema);
  if (typeof type === 'number') return yield* aboutSimple(type, value, path);
  const [kind, , , , ...rest] = type as readonly unknown[];
  switch (kind) {
    case STRUCTURE:
      return yield* aboutStructure(rest as never, value, path);
    case LIST:
      if (!Array.isArray(value)) return yield `${path} is no list`;
      for (const [index, item] of value.entries()) yield* complaintsAbout(rest[0], item, `${path}[${index}]`);
      return;
    case MAP:
      for (const [key, item] of Object.entries(value as object))
        yield* complaintsAbout(rest[1], item, `${path}.${key}`);
      return;
    case 0:
      return yield* complaintsAbout(rest[0], value, path);
    default:
      throw new Error(`${path}: a schema of kind ${String(kind)} is not known here`);
  }
}

function* aboutStructure(
  [names, schemas, required = 0]: readonly [readonly string[], readonly Schema[], number | undefined],
  value: unknown,
  path: string,
): Iterable<string> {
  if (typeof value !== 'object' || value === null) return yield `${path} is no structure`;
  const members = new Map(Object.entries(value));
  for (const [index, name] of names.entries()) {
    const member = members.get(name);
    members.delete(name);
    if (member !== undefined) yield* complaintsAbout(schemas[index], member, `${path}.${name}`);
    else if (index < required) yield `${path}.${name} is required and missing`;
  }
  for (const name of members.keys()) yield `${path}.${name} is not in the model`;
}

function* aboutSimple(type: number, value: unknown, path: string): Iterable<string> {
  if (type >= 128) {
    for (const [key, item] of Object.entries(value as object)) yield* aboutSimple(type - 128, item, `${path}.${key}`);
  } else if (type >= 64) {
    if (!Array.isArray(value)) return yield `${path} is no list`;
    for (const [index, item] of value.entries()) yield* aboutSimple(type - 64, item, `${path}[${index}]`);
  } else if (!isOfType(type, value)) {
    yield `${path} is ${typeof value}, not of type ${type}`;
  }
}

function isOfType(type: number, value: unknown): boolean {
  switch (type) {
    case 0:
      return typeof value === 'string';
    case 1:
      return typeof value === 'number' && !Number.isNaN(value);
    case 2:
      return typeof value === 'boolean';
    case 4:
    case 5:
    case 6:
    case 7:
      return value instanceof Date && !Number.isNaN(value.getTime());
    default:
      throw new Error(`a simple type ${type} is not known here`);
  }
}

/** How many values an answer holds, as it was sent: what the SDK leaves out of its output it did not know. */
export function leavesSent(body: string): number {
  if (body.startsWith('<')) {
    // Request ids are metadata, a map's keys are names, and an attribute is a value.
    const inner = body.replace(/<(ResponseMetadata|requestId|key)>.*?<\/\1>/gs, '');
    return inner.match(/>[^<]+<\/|<(\w+)><\/\1>| xsi:type="/g)?.length ?? 0;
  }
  return leaves(JSON.parse(body));
}

/** How many values there are in a value; an empty list or structure is one. */
export function leaves(value: unknown): number {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value === undefined ? 0 : 1;
  const inner = Object.values(value).reduce((sum: number, item) => sum + leaves(item), 0);
  return Object.keys(value).length === 0 ? 1 : inner;
}
