import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldSelector } from '../../../src/model/cloudtrail.ts';
import { condition, EVERY_MANAGEMENT_EVENT } from '../../../src/semantics/event-delivery/management-clauses.ts';
import type { Recorder, Recording } from '../../../src/semantics/event-delivery/recording.ts';
import { recordingOf, UNREADABLE } from '../../../src/semantics/event-delivery/recording.ts';
import { hasGap } from '../../../src/semantics/event-delivery/remainder.ts';

type Operators = Omit<FieldSelector, 'field'>;

const SOURCES = ['iam', 'sts', 'ec2'];
const NAMES = ['CreateRole', 'PutRole', 'PutKey'];

function operatorsOver(values: readonly string[]): fc.Arbitrary<Partial<Operators>> {
  const some = fc.subarray([...values]);
  return fc.oneof(
    some.map((equals) => ({ equals })),
    some.map((notEquals) => ({ notEquals })),
  );
}

const prefixes = fc.subarray(['Put', 'Create']).map((startsWith) => ({ startsWith }));
const suffixes = fc.subarray(['Role']).map((notEndsWith) => ({ notEndsWith }));
const fields = fc
  .tuple(
    fc.option(operatorsOver(['true', 'false']).map((operators) => condition('readOnly', operators))),
    fc.option(operatorsOver(SOURCES).map((operators) => condition('eventSource', operators))),
    fc.option(fc.oneof(operatorsOver(NAMES), prefixes, suffixes).map((operators) => condition('eventName', operators))),
  )
  .map((conditions) => conditions.filter((each) => each !== null));
const recorder: fc.Arbitrary<Recorder> = fc.record({
  clauses: fc.array(fc.record({ fields, certain: fc.boolean() }), { maxLength: 3 }),
  certain: fc.boolean(),
  globalServiceEvents: fc.boolean(),
});
const recorders = fc.array(recorder, { maxLength: 4 });

interface Event {
  readonly readOnly: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly global: boolean;
}

/** Every combination of named values, and of values that nobody names. */
const EVENTS: readonly Event[] = ['true', 'false'].flatMap((readOnly) =>
  [...SOURCES, 'lambda'].flatMap((eventSource) =>
    [...NAMES, 'PutPolicy', 'CreateKey', 'DeleteRole', 'DeleteKey'].flatMap((eventName) =>
      [false, true].map((global) => ({ readOnly, eventSource, eventName, global })),
    ),
  ),
);

/** Written after the User Guide's sentences, and not like the code that is tested. */
function isRecorded(event: Event, by: readonly Recorder[], also: 'certain only' | 'uncertain too'): boolean {
  for (const { clauses, certain, globalServiceEvents } of by) {
    if (event.global && !globalServiceEvents) continue;
    for (const clause of clauses) {
      const counts = also === 'uncertain too' || (certain && clause.certain);
      if (counts && !clause.fields.some((field) => contradicts(event, field))) return true;
    }
  }
  return false;
}

function contradicts(event: Event, { field, equals, startsWith, notEquals, notEndsWith }: FieldSelector): boolean {
  const value = event[field as 'readOnly' | 'eventSource' | 'eventName'];
  if (notEquals.indexOf(value) >= 0 || notEndsWith.some((end) => value.slice(-end.length) === end)) return true;
  if (equals.length + startsWith.length === 0) return false;
  return equals.indexOf(value) < 0 && !startsWith.some((start) => value.indexOf(start) === 0);
}

const regional = EVENTS.filter(({ global }) => !global);

describe('what trails together record', () => {
  test('nothing is missing exactly when no event of a region escapes', () => {
    fc.assert(
      fc.property(recorders, (all) => {
        const recording = recordingOf(all, 'no');
        expect(hasGap(recording, 'sure')).toBe(regional.some((event) => !isRecorded(event, all, 'certain only')));
        expect(hasGap(recording, 'firm')).toBe(regional.some((event) => !isRecorded(event, all, 'uncertain too')));
      }),
      { numRuns: 500 },
    );
  });

  test('no global service event escapes where nothing is missing', () => {
    fc.assert(
      fc.property(recorders, (all) => {
        if (hasGap(recordingOf(all, 'yes'), 'sure')) return;
        for (const event of EVENTS) expect(isRecorded(event, all, 'certain only')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('does not depend on the order of trails or selectors', () => {
    fc.assert(
      fc.property(recorders, (all) => {
        const turned = all.map((each) => ({ ...each, clauses: each.clauses.toReversed() })).reverse();
        expect(states(recordingOf(turned, 'yes'))).toEqual(states(recordingOf(all, 'yes')));
      }),
    );
  });

  test('one more trail never widens the gap', () => {
    fc.assert(
      fc.property(recorders, recorder, (all, more) => {
        const before = new Map(extents(recordingOf(all, 'no')));
        for (const [slice, extent] of extents(recordingOf([...all, more], 'no'))) {
          const same = before.get(slice) ?? before.get(slice.replace(/ \S+$/, ' other'));
          if (same === 'nothing') expect(extent).toBe('nothing');
          if (extent === 'everything') expect(same).toBe('everything');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a trail that nobody can read turns what is lost into what is uncertain, and nothing else', () => {
    fc.assert(
      fc.property(recorders, (all) => {
        const before = states(recordingOf(all, 'yes'));
        const after = states(recordingOf([...all, UNREADABLE], 'yes'));
        expect(after).toEqual(before.map(([slice, parts]) => [slice, withoutLost(parts)]));
      }),
    );
  });

  test('console sessions are chosen or left out by sessionCredentialFromConsole', () => {
    const fromConsole = condition('sessionCredentialFromConsole', { equals: ['true'] });
    const notFromConsole = condition('sessionCredentialFromConsole', { notEquals: ['true'] });
    const trail = (...each: readonly FieldSelector[]): Recorder => ({
      clauses: each.map((one) => ({ fields: [one], certain: true })),
      certain: true,
      globalServiceEvents: true,
    });
    expect(hasGap(recordingOf([trail(fromConsole)], 'no'), 'firm')).toBe(true);
    expect(hasGap(recordingOf([trail(fromConsole, notFromConsole)], 'no'), 'sure')).toBe(false);
  });
});

describe('selectors that name too many values', () => {
  const names = Array.from({ length: 250 }, (_, index) => `Get${index}`);
  const huge: Recorder = {
    clauses: [{ fields: [condition('eventName', { startsWith: names, endsWith: names })], certain: true }],
    certain: true,
    globalServiceEvents: true,
  };

  test('make it uncertain what is recorded', () => {
    const recording = recordingOf([huge], 'no');
    expect([hasGap(recording, 'sure'), hasGap(recording, 'firm')]).toEqual([true, false]);
  });

  test('do not spoil a trail that records everything', () => {
    const everything = { clauses: [EVERY_MANAGEMENT_EVENT], certain: true, globalServiceEvents: true };
    expect(hasGap(recordingOf([huge, everything], 'yes'), 'sure')).toBe(false);
  });

  test('do not spoil trails that record everything together, where they are uncertain themselves', () => {
    const half = (readOnly: string): Recorder => ({
      clauses: [{ fields: [condition('readOnly', { equals: [readOnly] })], certain: true }],
      certain: true,
      globalServiceEvents: true,
    });
    const all = [{ ...huge, certain: false }, half('true'), half('false')];
    expect(hasGap(recordingOf(all, 'yes'), 'sure')).toBe(false);
  });
});

describe('global service events', () => {
  const local: Recorder = { clauses: [EVERY_MANAGEMENT_EVENT], certain: true, globalServiceEvents: false };

  test('are lost to a trail that leaves them out, in the region where they arise', () => {
    expect(hasGap(recordingOf([local], 'yes'), 'firm')).toBe(true);
    expect(hasGap(recordingOf([local], 'no'), 'sure')).toBe(false);
  });

  test('of a source that is not known to have any may not exist', () => {
    const without = (source: string): Recorder => ({
      clauses: [{ fields: [condition('eventSource', { notEquals: [source] })], certain: true }],
      certain: true,
      globalServiceEvents: true,
    });
    const gaps = ['iam.amazonaws.com', 'ec2.amazonaws.com'].map((source) => {
      const recording = recordingOf([local, without(source)], 'yes');
      return [hasGap(recording, 'sure'), hasGap(recording, 'firm')];
    });
    expect(gaps).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  test('are uncertain where nobody says in which region they arise', () => {
    const recording = recordingOf([local], 'unknown');
    expect([hasGap(recording, 'sure'), hasGap(recording, 'firm')]).toEqual([true, false]);
  });
});

/** How much of each slice no certain trail records, by a name such as `read iam`. */
function extents(recording: Recording): readonly (readonly [string, 'everything' | 'something' | 'nothing'])[] {
  return recording.map(({ access, source, states: parts }) => {
    const recorded = parts.filter((part) => part === 'recorded').length;
    const extent = recorded === 0 ? 'everything' : recorded < parts.length ? 'something' : 'nothing';
    return [`${access} ${source.kind === 'other' ? 'other' : source.label}`, extent];
  });
}

function states(recording: Recording) {
  return recording.map(
    ({ kind, access, source, states: parts }) => [[kind, access, source.label], [...new Set(parts)].sort()] as const,
  );
}

function withoutLost(parts: readonly string[]): readonly string[] {
  return [...new Set(parts.map((part) => (part === 'lost' ? 'uncertain' : part)))].sort();
}
