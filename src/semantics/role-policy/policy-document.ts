import type { Patterns } from './glob.ts';

/** What every statement says, whatever kind of policy it stands in. */
interface Statement {
  /** Its Sid, or its place, such as `statement 2`. */
  readonly label: string;
  readonly effect: 'Allow' | 'Deny';
  /** Has a condition, which may or may not hold when API Gateway acts. */
  readonly conditional: boolean;
  /** In lower case: IAM reads service prefixes and actions in any case (IAM User Guide, Action element). */
  readonly actions: Patterns;
}

/** A statement of an identity policy or permissions boundary. */
export interface PermissionStatement extends Statement {
  readonly resources: Patterns;
}

const PRINCIPAL_KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

export interface Principal {
  readonly kind: (typeof PRINCIPAL_KINDS)[number] | 'everyone';
  readonly id: string;
}

/** A statement of a trust policy. */
export interface TrustStatement extends Statement {
  /** With `except`, everybody but these. */
  readonly principals: { readonly except: boolean; readonly list: readonly Principal[] };
}

/** A statement of a policy on a resource. */
export interface ResourceStatement extends PermissionStatement {
  readonly principals: TrustStatement['principals'];
  /** Operators with their keys and values, as they stand; null where there are none. */
  readonly condition: Readonly<Record<string, unknown>> | null;
}

/** A policy's statements, or why it cannot be read. It is never read as a policy that says nothing. */
export type PolicyDocument<S> =
  | { readonly status: 'read'; readonly statements: readonly S[] }
  | { readonly status: 'unreadable'; readonly why: string };

const STATEMENT_KEYS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** Reads an inline or managed policy, or a permissions boundary. */
export function readPermissions(text: string): PolicyDocument<PermissionStatement> {
  return read(text, (parts, index) => {
    if ('Principal' in parts || 'NotPrincipal' in parts) throw new Unreadable('names a principal');
    return { ...readStatement(parts, index), resources: readPatterns(parts, 'Resource') };
  });
}

/** Reads a role's trust policy. */
export function readTrustPolicy(text: string): PolicyDocument<TrustStatement> {
  return read(text, (parts, index) => {
    if ('Resource' in parts || 'NotResource' in parts) throw new Unreadable('names a resource');
    return { ...readStatement(parts, index), principals: principalsIn(parts) };
  });
}

/** Reads a policy on a resource, such as a log group. */
export function readResourcePolicy(text: string): PolicyDocument<ResourceStatement> {
  return read(text, (parts, index) => {
    const statement = readStatement(parts, index);
    const condition = statement.conditional && isRecord(parts.Condition) ? parts.Condition : null;
    return { ...statement, resources: readPatterns(parts, 'Resource'), principals: principalsIn(parts), condition };
  });
}

type Parts = Readonly<Record<string, unknown>>;

/** What reading throws within this file, with the reason as its message. */
const Unreadable = SyntaxError;

function read<S>(text: string, readOne: (parts: Parts, index: number) => S): PolicyDocument<S> {
  try {
    const document = parseJson(text);
    if (!isRecord(document)) throw new Unreadable('is not a JSON object');
    const unexpected = Object.keys(document).find((key) => !['Version', 'Id', 'Statement'].includes(key));
    if (unexpected !== undefined) throw new Unreadable(`has the unknown element ${JSON.stringify(unexpected)}`);
    const { Statement } = document;
    const list: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
    // IAM stores no policy without a statement, so that an empty list would be a document that was not read right.
    if (list.length === 0) throw new Unreadable('has no statement');
    return { status: 'read', statements: list.map((parts, index) => readNumbered(parts, index, readOne)) };
  } catch (error) {
    if (error instanceof Unreadable) return { status: 'unreadable', why: error.message };
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable('is not JSON');
  }
}

function readNumbered<S>(parts: unknown, index: number, readOne: (parts: Parts, index: number) => S): S {
  try {
    if (!isRecord(parts)) throw new Unreadable('is not a JSON object');
    const unexpected = Object.keys(parts).find((key) => !STATEMENT_KEYS.has(key));
    if (unexpected !== undefined) throw new Unreadable(`has the unknown element ${JSON.stringify(unexpected)}`);
    return readOne(parts, index);
  } catch (error) {
    if (error instanceof Unreadable) throw new Unreadable(`statement ${index + 1} ${error.message}`);
    throw error;
  }
}

function readStatement(parts: Parts, index: number): Statement {
  const { Sid, Effect, Condition } = parts;
  if (Effect !== 'Allow' && Effect !== 'Deny') throw new Unreadable('has no Effect of Allow or Deny');
  if (Sid !== undefined && typeof Sid !== 'string') throw new Unreadable('has a Sid that is not a string');
  if (Condition !== undefined && !isRecord(Condition)) throw new Unreadable('has a Condition that is not an object');
  const actions = readPatterns(parts, 'Action');
  return {
    label: Sid || `statement ${index + 1}`,
    effect: Effect,
    conditional: Condition !== undefined && Object.keys(Condition).length > 0,
    actions: { ...actions, globs: actions.globs.map((glob) => glob.toLowerCase()) },
  };
}

function readPatterns(parts: Parts, name: 'Action' | 'Resource'): Patterns {
  const key = oneOf(parts, name, `Not${name}`);
  return { except: key !== name, globs: readStrings(parts[key], key) };
}

function principalsIn(parts: Parts): TrustStatement['principals'] {
  const key = oneOf(parts, 'Principal', 'NotPrincipal');
  return { except: key === 'NotPrincipal', list: readPrincipals(parts[key]) };
}

function readPrincipals(value: unknown): readonly Principal[] {
  if (value === '*') return [{ kind: 'everyone', id: '*' }];
  if (!isRecord(value) || Object.keys(value).length === 0) throw new Unreadable('has no usable Principal');
  return Object.entries(value).flatMap(([kind, ids]) => {
    const known = PRINCIPAL_KINDS.find((one) => one === kind);
    if (known === undefined) throw new Unreadable(`has a Principal of the unknown kind ${JSON.stringify(kind)}`);
    // The IAM User Guide gives "*" and {"AWS": "*"} the same meaning.
    return readStrings(ids, kind).map((id) => ({ kind: known === 'AWS' && id === '*' ? 'everyone' : known, id }));
  });
}

function readStrings(value: unknown, key: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const strings = list.filter((item) => typeof item === 'string' && item !== '') as readonly string[];
  if (list.length === 0 || strings.length !== list.length) throw new Unreadable(`has no usable ${key}`);
  return strings;
}

function oneOf<A extends string, B extends string>(parts: Parts, a: A, b: B): A | B {
  if (a in parts === b in parts)
    throw new Unreadable(`has ${a in parts ? 'both' : 'neither'} ${a} ${a in parts ? 'and' : 'nor'} ${b}`);
  return a in parts ? a : b;
}

function isRecord(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
