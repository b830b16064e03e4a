/** What of JSON Schema our own schema uses to say what a value is made of. */
export interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
}

export type Definitions = Readonly<Record<string, Schema>>;

/** The path of the first part that is not as it should be, such as `resource.arn`; '' for the value itself; null for none. */
export type Shape = (value: unknown) => string | null;

/**
 * Checks values against a schema. Members that it does not name may be there: a later minor version adds some. Formats
 * and lengths are left unchecked, for nothing here rests on them.
 */
export function shapeOf(schema: Schema, definitions: Definitions): Shape {
  if (schema.$ref !== undefined) return referred(schema.$ref, definitions);
  if (schema.anyOf !== undefined) {
    const shapes = schema.anyOf.map((inner) => shapeOf(inner, definitions));
    return (value) => {
      const wrong = shapes.map((shape) => shape(value));
      return wrong.includes(null) ? null : (wrong[0] ?? '');
    };
  }
  const isIt = itself(schema);
  const inMembers = membersShape(schema, definitions);
  const inItems = itemsShape(schema, definitions);
  return (value) => {
    if (!isIt(value)) return '';
    return typeof value === 'object' && value !== null ? (inMembers(value) ?? inItems(value)) : null;
  };
}

function membersShape({ properties = {}, required }: Schema, definitions: Definitions) {
  const members = Object.entries(properties).map(([name, inner]) => ({
    name,
    optional: required?.includes(name) !== true,
    shape: shapeOf(inner, definitions),
  }));
  return (object: object): string | null => {
    const values = new Map<string, unknown>(Object.entries(object));
    for (const { name, optional, shape } of members) {
      const wrong = values.has(name) ? shape(values.get(name)) : optional ? null : '';
      if (wrong !== null) return wrong === '' ? name : `${name}.${wrong}`;
    }
    return null;
  };
}

/** Of a list, or of an object whose members may have any name. */
function itemsShape({ items, additionalProperties }: Schema, definitions: Definitions) {
  const schema = items ?? (typeof additionalProperties === 'object' ? additionalProperties : null);
  const shape = schema === null ? () => null : shapeOf(schema, definitions);
  return (object: object): string | null => (Object.values(object).every((item) => shape(item) === null) ? null : '');
}

/** Looked up when it is used, for a definition may refer to itself. */
function referred(reference: string, definitions: Definitions): Shape {
  const name = reference.replace('#/$defs/', '');
  let shape: Shape | null = null;
  return (value) => {
    shape ??= shapeOf(definitions[name] ?? {}, definitions);
    return shape(value);
  };
}

/** Whether a value is of the type, and is one of the texts, that a schema wants, whatever it holds. */
function itself({ type, enum: values, pattern }: Schema): (value: unknown) => boolean {
  const types = type === undefined ? null : [type].flat();
  const expression = pattern === undefined ? null : new RegExp(pattern);
  return (value) =>
    (types === null || types.some((name) => isOf(name, value))) &&
    (values === undefined || values.includes(value)) &&
    (expression === null || (typeof value === 'string' && expression.test(value)));
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}
