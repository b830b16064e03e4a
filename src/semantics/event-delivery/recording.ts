import type { RecordState } from '../../model/coverage-matrix.ts';
import type { FieldValue } from './field-values.ts';
import { fieldValues, MOST_VALUES } from './field-values.ts';
import { reachOf } from './global-services.ts';
import type { Clause } from './management-clauses.ts';
import { admits, EVERY_MANAGEMENT_EVENT } from './management-clauses.ts';
import type { Ternary } from './ternary.ts';

/** The event sources that AWS lets a trail leave out of its management events. */
export const HIGH_VOLUME_SOURCES = ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] as const;

/** What one trail adds to the recording of a region. Not `certain`: it may be recording nothing. */
export interface Recorder {
  readonly clauses: readonly Clause[];
  readonly certain: boolean;
  readonly globalServiceEvents: boolean;
}

/** One that may record everything: what is known of a trail that nobody could read. */
export const UNREADABLE: Recorder = { clauses: [EVERY_MANAGEMENT_EVENT], certain: false, globalServiceEvents: true };

/** The read or write events of one source, and what becomes of each part that conditions on other fields make of them. */
export interface Slice {
  readonly kind: 'regional' | 'global-service';
  readonly access: 'read' | 'write';
  readonly source: FieldValue;
  /** In the same order in every slice. */
  readonly states: readonly RecordState[];
}

/** What trails together make of all management events of a region. */
export type Recording = readonly Slice[];

/** Where a recording is of, and what it is to tell apart. */
interface Where {
  /** Whether global service events arise there. */
  readonly globalServiceEvents: Ternary;
  /** Sources that get slices of their own even if no selector names them. */
  readonly sources: readonly string[];
}

/** A clause with what its trail adds. */
interface Term extends Clause {
  readonly globalServiceEvents: boolean;
}

/** For each term, whether an event satisfies its conditions. */
type Satisfied = readonly boolean[];

/**
 * The union of the recorders. Exact, unless their selectors name so many values that they cannot be enumerated: then
 * uncertain is what depends on them.
 */
export function recordingOf(
  recorders: readonly Recorder[],
  globalServiceEvents: Ternary,
  alsoNamed: readonly string[] = [],
): Recording {
  const where = { globalServiceEvents, sources: [...HIGH_VOLUME_SOURCES, ...alsoNamed] };
  const terms = recorders.flatMap(termsOf);
  const certain = terms.filter((term) => term.certain);
  const unconditional = certain.filter(({ fields }) => fields.length === 0);
  const unreadable = termsOf(UNREADABLE);
  for (const attempt of [terms, [...certain, ...unreadable], [...unconditional, ...unreadable]]) {
    const recording = evaluate(attempt, where);
    if (recording !== null) return recording;
  }
  throw new Error('events without conditions could not be enumerated');
}

function termsOf({ clauses, certain, globalServiceEvents }: Recorder): readonly Term[] {
  return clauses.map((clause) => ({
    fields: clause.fields,
    certain: certain && clause.certain,
    globalServiceEvents,
  }));
}

function evaluate(terms: readonly Term[], where: Where): Recording | null {
  const sources = fieldValues(conditionsOn(terms, 'eventSource'), where.sources);
  const parts = partsByOtherFields(terms);
  if (sources === null || parts === null || sources.length * parts.length > MOST_VALUES) return null;
  const slices: Slice[] = [];
  for (const kind of ['regional', 'global-service'] as const) {
    for (const source of sources) {
      const presence = kind === 'regional' ? 'yes' : globalPresence(source, where.globalServiceEvents);
      if (presence === 'no') continue;
      for (const access of ['read', 'write'] as const) {
        const chosen = terms.map(
          (term) =>
            (kind === 'regional' || term.globalServiceEvents) &&
            satisfies(term, 'readOnly', String(access === 'read')) &&
            satisfies(term, 'eventSource', source.sample),
        );
        const states = parts.map((part) => stateOf(terms, both(chosen, part), presence));
        slices.push({ kind, access, source, states });
      }
    }
  }
  return slices;
}

/** Of a source that is named, yet not known to be global, nobody can say whether it has global service events. */
function globalPresence({ kind, sample }: FieldValue, inRegion: Ternary): Ternary {
  const reach = kind === 'other' ? 'global' : reachOf(sample);
  if (reach === 'regional') return 'no';
  return inRegion === 'yes' && reach === 'unknown' ? 'unknown' : inRegion;
}

function stateOf(terms: readonly Term[], satisfied: Satisfied, presence: Ternary): RecordState {
  if (terms.some((term, index) => satisfied[index] && term.certain)) return 'recorded';
  return presence === 'yes' && !satisfied.includes(true) ? 'lost' : 'uncertain';
}

/** The ways in which events can satisfy the conditions on fields other than readOnly and eventSource. */
function partsByOtherFields(terms: readonly Term[]): readonly Satisfied[] | null {
  const fields = new Set(terms.flatMap((term) => term.fields.map(({ field }) => field)));
  let parts: readonly Satisfied[] = [terms.map(() => true)];
  for (const field of fields) {
    if (field === 'readOnly' || field === 'eventSource') continue;
    const samples = samplesOf(terms, field);
    if (samples === null) return null;
    const ways = distinct(samples.map((sample) => terms.map((term) => satisfies(term, field, sample))));
    if (parts.length * ways.length > MOST_VALUES) return null;
    parts = distinct(parts.flatMap((part) => ways.map((way) => both(part, way))));
  }
  return parts;
}

function samplesOf(terms: readonly Term[], field: string): readonly string[] | null {
  const values = fieldValues(conditionsOn(terms, field), field === 'sessionCredentialFromConsole' ? ['true'] : []);
  // Events have sessionCredentialFromConsole only where it is true (User Guide, record contents).
  const possible =
    field === 'sessionCredentialFromConsole'
      ? values?.filter(({ kind, sample }) => kind === 'other' || sample === 'true')
      : values;
  return possible?.map(({ sample }) => sample) ?? null;
}

function conditionsOn(terms: readonly Clause[], field: string) {
  return terms.flatMap((term) => term.fields.filter((condition) => condition.field === field));
}

/** Two conditions on the same field must both hold: assumed, since AWS only warns against them. */
function satisfies(term: Clause, field: string, value: string): boolean {
  return term.fields.every((condition) => condition.field !== field || admits(condition, value));
}

function both(one: Satisfied, other: Satisfied): Satisfied {
  return one.map((holds, index) => holds && other[index] === true);
}

function distinct(all: readonly Satisfied[]): readonly Satisfied[] {
  return [...new Map(all.map((satisfied) => [satisfied.join(), satisfied])).values()];
}
