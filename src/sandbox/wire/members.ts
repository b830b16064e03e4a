/** What AWS takes as an operation's input. */
export interface Member {
  readonly kind: keyof Kinds;
  readonly required?: boolean;
  /** The least and the most: of an integer its value, of a text its length, of texts their number. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
}

interface Kinds {
  text: string;
  integer: number;
  flag: boolean;
  texts: readonly string[];
  /** Taken and not looked at. */
  anything: unknown;
}

export type Members = Readonly<Record<string, Member>>;

export type InputOf<M extends Members> = {
  readonly [K in keyof M]: M[K] extends { readonly required: true }
    ? Kinds[M[K]['kind']]
    : Kinds[M[K]['kind']] | undefined;
};

/** What is wrong with an input: its form, which AWS cannot read, or a value that AWS refuses. */
export type Complaint =
  | { readonly kind: 'form'; readonly member: string; readonly message: string }
  | { readonly kind: 'value'; readonly member: string; readonly message: string };

/**
 * Reads an input strictly. Where the protocol has no types of its own (`typed` is false), integers and flags are
 * written as text. A member that the operation does not have is a complaint: AWS itself mostly ignores it, but a
 * scanner that sends one does not say what it means.
 */
export function readInput(
  members: Members,
  raw: Readonly<Record<string, unknown>>,
  typed: boolean,
): Readonly<Record<string, unknown>> | Complaint {
  const input: Record<string, unknown> = {};
  for (const name of Object.keys(raw)) {
    if (members[name] === undefined)
      return { kind: 'form', member: name, message: `The parameter ${name} is not recognized` };
  }
  for (const [name, member] of Object.entries(members)) {
    const sent = raw[name];
    if (sent === undefined || sent === null) {
      if (member.required) return value(name, 'null', 'Member must not be null');
      continue;
    }
    const read = typed ? sent : fromText(member, sent);
    if (!isOf(member.kind, read))
      return { kind: 'form', member: name, message: `${name} is not of type ${member.kind}` };
    const broken = brokenConstraint(member, read);
    if (broken !== null) return value(name, String(sent), broken);
    input[name] = read;
  }
  return input;
}

export function isComplaint(read: object): read is Complaint {
  return 'kind' in read && 'message' in read && (read.kind === 'form' || read.kind === 'value');
}

/** In the words of AWS's request validation, which names members with a small first letter. */
function value(name: string, sent: string, constraint: string): Complaint {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  const shown = sent === 'null' ? 'null' : `'${sent}'`;
  const message = `1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: ${constraint}`;
  return { kind: 'value', member: name, message };
}

function fromText({ kind }: Member, sent: unknown): unknown {
  if (kind === 'integer') return typeof sent === 'string' && /^-?\d+$/.test(sent) ? Number(sent) : sent;
  if (kind === 'flag') return sent === 'true' ? true : sent === 'false' ? false : sent;
  return sent;
}

function isOf(kind: keyof Kinds, read: unknown): boolean {
  switch (kind) {
    case 'text':
      return typeof read === 'string';
    case 'integer':
      return Number.isInteger(read);
    case 'flag':
      return typeof read === 'boolean';
    case 'texts':
      return Array.isArray(read) && read.every((item) => typeof item === 'string');
    case 'anything':
      return true;
  }
}

function brokenConstraint({ kind, min, max, pattern }: Member, read: unknown): string | null {
  const size = sizeOf(kind, read);
  const what = kind === 'integer' ? 'value' : 'length';
  if (size !== null && min !== undefined && size < min)
    return `Member must have ${what} greater than or equal to ${min}`;
  if (size !== null && max !== undefined && size > max) return `Member must have ${what} less than or equal to ${max}`;
  if (pattern !== undefined && typeof read === 'string' && !pattern.test(read)) {
    return `Member must satisfy regular expression pattern: ${pattern.source}`;
  }
  return null;
}

function sizeOf(kind: keyof Kinds, read: unknown): number | null {
  if (kind === 'integer') return read as number;
  return typeof read === 'string' || Array.isArray(read) ? read.length : null;
}
