import type { MatrixRow, RecordState } from '../../model/coverage-matrix.ts';
import { MATRIX_SERVICES } from '../../model/coverage-matrix.ts';
import type { AccountTarget, Arn, Region } from '../../model/target.ts';
import type { TrailEvidence } from './account-evidence.ts';
import { trailsFromEvidence } from './account-evidence.ts';
import type { AccountTrails } from './account-trails.ts';
import { mayHideTrail, recorderIn } from './account-trails.ts';
import { globalServiceEventsArise, reachOf } from './global-services.ts';
import type { Recorder, Recording, Slice } from './recording.ts';
import { recordingOf, UNREADABLE } from './recording.ts';
import type { Ternary } from './ternary.ts';

const SOURCES: readonly string[] = MATRIX_SERVICES.map(({ source }) => source);

/** A trail with what it adds to the recording of a region. */
interface NamedRecorder {
  readonly arn: Arn;
  readonly recorder: Recorder;
}

/** A row but for the place that it is of. */
type Cell = Omit<MatrixRow, 'accountId' | 'regions'>;

/** What the cells of a region depend on. */
interface Place {
  readonly recorders: readonly NamedRecorder[];
  /** Whether trails that nobody could see may record too. */
  readonly hidden: boolean;
  readonly globalServiceEvents: Ternary;
}

/**
 * The coverage matrix of one account: for each group of regions that are alike, rows by service, and read before write.
 * Regions where a service has no events, such as IAM's outside us-east-1, are in no row of it. Without evidence every
 * row is uncertain.
 */
export function* coverageMatrix(target: AccountTarget, evidence: TrailEvidence): Iterable<MatrixRow> {
  const { accountId } = target;
  for (const { place, regions } of alikePlaces(target, evidence)) {
    for (const cell of cellsOf(place)) yield { accountId, regions, ...cell };
  }
}

function alikePlaces(target: AccountTarget, evidence: TrailEvidence) {
  const account = trailsFromEvidence(target, evidence);
  const missing = 'missing' in account;
  const regions = missing ? evidence['cloudtrail.trails'].map((each) => each.target.region) : account.regions;
  const places = new Map<string, { readonly place: Place; readonly regions: Region[] }>();
  for (const region of regions) {
    const place: Place = {
      recorders: missing ? [] : recordersIn(account, region),
      hidden: missing || mayHideTrail(account, region),
      globalServiceEvents: globalServiceEventsArise(target.partition, region),
    };
    const recorders = place.recorders.map(({ arn, recorder: { certain } }) => [arn, certain]);
    const likeness = JSON.stringify([recorders, place.hidden, place.globalServiceEvents]);
    const alike = places.get(likeness) ?? { place, regions: [] };
    alike.regions.push(region);
    places.set(likeness, alike);
  }
  return places.values();
}

function recordersIn(account: AccountTrails, region: Region): readonly NamedRecorder[] {
  return account.trails.flatMap((trail) => {
    const recorder = recorderIn(account, trail, region);
    return recorder === null ? [] : [{ arn: trail.trail.arn, recorder }];
  });
}

function cellsOf({ recorders, hidden, globalServiceEvents }: Place): readonly Cell[] {
  const everyone = [...recorders.map(({ recorder }) => recorder), ...(hidden ? [UNREADABLE] : [])];
  const union = recordingOf(everyone, globalServiceEvents, SOURCES);
  // What one trail makes of events, if there are any.
  const presence = globalServiceEvents === 'no' ? 'no' : 'yes';
  const single = recorders.map(({ arn, recorder }) => ({ arn, recording: recordingOf([recorder], presence, SOURCES) }));
  return MATRIX_SERVICES.flatMap(({ service, source }) => {
    const arises = arisesWhere(source, globalServiceEvents);
    if (arises === 'no') return [];
    return (['read', 'write'] as const).map((access): Cell => {
      const states = statesOf(union, source, access).map((state) => ifThereAreAny(state, arises));
      const state = worstOf(states);
      const trailsWith = (some: RecordState) =>
        single.filter(({ recording }) => statesOf(recording, source, access).includes(some)).map(({ arn }) => arn);
      const trails = trailsWith('recorded');
      return {
        service,
        source,
        access,
        state,
        extent: states.every((each) => each === state) ? 'all' : 'some',
        trails,
        perhapsTrails: trailsWith('uncertain').filter((arn) => !trails.includes(arn)),
      };
    });
  });
}

/** Where it is not certain that a region has such events, none is lost for certain. */
function ifThereAreAny(state: RecordState, arises: Ternary): RecordState {
  return state === 'lost' && arises === 'unknown' ? 'uncertain' : state;
}

function statesOf(recording: Recording, source: string, access: 'read' | 'write'): readonly RecordState[] {
  const statesAs = (kind: Slice['kind']) =>
    recording
      .filter((slice) => slice.source.sample === source && slice.access === access && slice.kind === kind)
      .flatMap(({ states }) => states);
  const asRegional = statesAs('regional');
  const asGlobal = statesAs('global-service');
  switch (reachOf(source)) {
    case 'global':
      return asGlobal;
    case 'both':
    case 'regional':
      return [...asRegional, ...asGlobal];
    case 'unknown':
      // Its events are of one kind or the other. What trails lose of regional ones they lose of global ones too.
      return asRegional.map((state, part) =>
        state === 'recorded' && (asGlobal[part] ?? state) !== 'recorded' ? 'uncertain' : state,
      );
  }
}

function worstOf(states: readonly RecordState[]): RecordState {
  if (states.includes('lost')) return 'lost';
  return states.includes('uncertain') ? 'uncertain' : 'recorded';
}

/**
 * Whether a region has events of a source. Organizations has one endpoint, in us-east-1 of the partition `aws` (AWS
 * General Reference, Organizations endpoints).
 */
function arisesWhere(source: string, globalServiceEvents: Ternary): Ternary {
  const onePlace = reachOf(source) === 'global' || source === 'organizations.amazonaws.com';
  return onePlace ? globalServiceEvents : 'yes';
}
