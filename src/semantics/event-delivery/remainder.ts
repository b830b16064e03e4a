import type { RecordState } from '../../model/coverage-matrix.ts';
import type { Fact } from '../../model/verdict.ts';
import type { Recording, Slice } from './recording.ts';
import { HIGH_VOLUME_SOURCES } from './recording.ts';

/**
 * Which remainder is meant: `firm` is what not even the uncertain recorders record, `sure` is what no certain one
 * does. Firm is part of sure.
 */
type Remainder = 'firm' | 'sure';

const SHOWN_SOURCES = 5;

/** Whether the remainder holds anything but the sources that AWS lets a trail leave out. */
export function hasGap(recording: Recording, remainder: Remainder): boolean {
  return recording.some((slice) => !isHighVolume(slice) && missing(slice, remainder) !== 'none');
}

export function isHighVolume({ source }: Slice): boolean {
  return (HIGH_VOLUME_SOURCES as readonly string[]).includes(source.sample);
}

export function isMissing(state: RecordState, remainder: Remainder): boolean {
  return remainder === 'firm' ? state === 'lost' : state !== 'recorded';
}

function missing({ states }: Slice, remainder: Remainder): 'all' | 'some' | 'none' {
  if (states.every((state) => isMissing(state, remainder))) return 'all';
  return states.some((state) => isMissing(state, remainder)) ? 'some' : 'none';
}

/** A gap as data, for a verdict's facts. */
export function asFacts(recording: Recording, remainder: Remainder): readonly Fact[] {
  return recording
    .filter((slice) => !isHighVolume(slice) && missing(slice, remainder) !== 'none')
    .map((slice) => ({
      events: slice.kind,
      access: slice.access,
      source: slice.source.label,
      missing: missing(slice, remainder),
    }));
}

/**
 * A gap in plain words, such as `write events except those of iam.amazonaws.com`. High-volume sources are named only
 * where they are recorded and others are not. Empty where there is no gap.
 */
export function inWords(recording: Recording, remainder: Remainder): string {
  const regional = phrases(recording, remainder, 'regional');
  const global = phrases(recording, remainder, 'global-service');
  const plain = regional.map((phrase) => spoken(phrase, ''));
  const same = JSON.stringify(regional) === JSON.stringify(global);
  if (same || !recording.some(({ kind }) => kind === 'global-service')) return listed(plain);
  return listed([
    ...regional.map((phrase) => spoken(phrase, 'regional ')),
    ...global.map((phrase) => spoken(phrase, 'global service ')),
  ]);
}

/** `a`, `a and b`, `a, b and c`. */
function listed(texts: readonly string[]): string {
  return [texts.slice(0, -1).join(', '), ...texts.slice(-1)].filter((text) => text !== '').join(' and ');
}

interface Phrase {
  readonly access: 'read' | 'write' | 'any';
  readonly extent: 'all' | 'some';
  /** Such as ` of iam.amazonaws.com`; empty for every source. */
  readonly sources: string;
}

function phrases(recording: Recording, remainder: Remainder, kind: Slice['kind']): readonly Phrase[] {
  const said = (['read', 'write'] as const).flatMap((access) =>
    (['all', 'some'] as const).flatMap((extent): readonly Phrase[] => {
      const slices = recording.filter((slice) => slice.kind === kind && slice.access === access);
      const sources = sourcesMissing(slices, remainder, extent);
      return sources === null ? [] : [{ access, extent, sources }];
    }),
  );
  const twins = (phrase: Phrase) =>
    said.filter(({ extent, sources }) => extent === phrase.extent && sources === phrase.sources);
  return said.flatMap((phrase): readonly Phrase[] => {
    if (twins(phrase).length === 1) return [phrase];
    return phrase.access === 'read' ? [{ ...phrase, access: 'any' }] : [];
  });
}

function spoken({ access, extent, sources }: Phrase, kind: string): string {
  const events = `${kind}${access === 'any' ? 'management' : access} events`;
  if (extent === 'some') return `some ${events}${sources}`;
  return access === 'any' && !sources.startsWith(' of ') ? `all ${events}${sources}` : `${events}${sources}`;
}

/** Null where no source misses events to this extent. */
function sourcesMissing(slices: readonly Slice[], remainder: Remainder, extent: 'all' | 'some'): string | null {
  const concerned = slices.filter((slice) => !isHighVolume(slice) && missing(slice, remainder) === extent);
  if (concerned.length === 0) return null;
  if (!concerned.some(({ source }) => source.kind === 'other')) return ` of ${labels(concerned)}`;
  const excepted = slices.filter((slice) => {
    const part = missing(slice, remainder);
    return part === 'none' || (part !== extent && !isHighVolume(slice));
  });
  return excepted.length === 0 ? '' : ` except those of ${labels(excepted)}`;
}

function labels(slices: readonly Slice[]): string {
  const shown = slices.slice(0, SHOWN_SOURCES).map(({ source }) => source.label);
  const more = slices.length - shown.length;
  return listed(more === 0 ? shown : [...shown, `${more} more`]);
}
