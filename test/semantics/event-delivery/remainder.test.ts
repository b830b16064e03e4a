import { describe, expect, test } from 'vitest';
import type { FieldSelector } from '../../../src/model/cloudtrail.ts';
import { highVolumeLosses, lossesInWords } from '../../../src/semantics/event-delivery/high-volume-losses.ts';
import { condition, EVERY_MANAGEMENT_EVENT } from '../../../src/semantics/event-delivery/management-clauses.ts';
import type { Recorder } from '../../../src/semantics/event-delivery/recording.ts';
import { recordingOf } from '../../../src/semantics/event-delivery/recording.ts';
import { asFacts, hasGap, inWords } from '../../../src/semantics/event-delivery/remainder.ts';

const reads = condition('readOnly', { equals: ['true'] });
const writes = condition('readOnly', { equals: ['false'] });
const only = (...sources: readonly string[]) => condition('eventSource', { equals: sources });
const without = (...sources: readonly string[]) => condition('eventSource', { notEquals: sources });
const IAM = 'iam.amazonaws.com';
const KMS = 'kms.amazonaws.com';
const EC2 = 'ec2.amazonaws.com';

/** A trail with one selector for each list of conditions. */
function trail(...selectors: readonly (readonly FieldSelector[])[]): Recorder {
  return {
    clauses: selectors.map((fields) => ({ fields, certain: true })),
    certain: true,
    globalServiceEvents: true,
  };
}

describe('a gap in words', () => {
  test.each<[string, readonly Recorder[]]>([
    ['all management events', []],
    ['read events', [trail([writes])]],
    ['write events', [trail([reads])]],
    ['', [trail([reads], [writes])]],
    ['', [trail([reads]), trail([writes])]],
    ['', [trail([without(KMS, 'rdsdata.amazonaws.com')])]],
    ['read events', [trail([writes, without(KMS)])]],
    ['read events of iam.amazonaws.com', [trail([writes], [without(IAM)])]],
    ['management events of ec2.amazonaws.com and iam.amazonaws.com', [trail([without(IAM, EC2)])]],
    ['all management events except those of iam.amazonaws.com', [trail([only(IAM)])]],
    ['all management events except those of kms.amazonaws.com', [trail([only(KMS)])]],
    ['write events except those of iam.amazonaws.com', [trail([reads], [only(IAM)])]],
    ['read events and write events except those of iam.amazonaws.com', [trail([writes, only(IAM)])]],
    ['management events of iam.…', [trail([condition('eventSource', { notStartsWith: ['iam.'] })])]],
    ['some management events', [trail([condition('eventName', { notEquals: ['AssumeRole'] })])]],
    [
      'some write events of iam.amazonaws.com',
      [trail([reads], [without(IAM)], [only(IAM), condition('eventName', { startsWith: ['Put'] })])],
    ],
    ['management events of a, b, c, d, e and 2 more', [trail([without('a', 'b', 'c', 'd', 'e', 'f', 'g')])]],
  ])('%j', (words, recorders) => {
    const recording = recordingOf(recorders, 'no');
    expect(inWords(recording, 'firm')).toBe(words);
    expect(hasGap(recording, 'firm')).toBe(words !== '');
  });

  test('tells global service events apart where only they are lost', () => {
    const local = { ...trail([]), globalServiceEvents: false };
    expect(inWords(recordingOf([local], 'yes'), 'firm')).toBe('all global service management events');
    expect(inWords(recordingOf([local, trail([reads])], 'yes'), 'firm')).toBe('global service write events');
  });

  test('does not tell them apart where they share the fate of the others', () => {
    expect(inWords(recordingOf([trail([reads])], 'yes'), 'firm')).toBe('write events');
  });

  test('tells what is surely lost from what may be', () => {
    const perhaps = { clauses: [EVERY_MANAGEMENT_EVENT], certain: false, globalServiceEvents: true };
    const recording = recordingOf([trail([writes]), perhaps], 'no');
    expect([inWords(recording, 'sure'), inWords(recording, 'firm')]).toEqual(['read events', '']);
  });
});

test('a gap as data names each source with the extent of its loss', () => {
  const recording = recordingOf([trail([writes], [without(IAM)])], 'no');
  expect(asFacts(recording, 'firm')).toEqual([{ events: 'regional', access: 'read', source: IAM, missing: 'all' }]);
});

describe('what is lost of the high-volume sources beyond the gap', () => {
  test.each<[string, readonly Recorder[]]>([
    ['', []],
    ['', [trail([])]],
    ['', [trail([writes])]],
    ['', [trail([only(IAM)])]],
    ['read and write events of kms.amazonaws.com', [trail([without(KMS)])]],
    ['write events of kms.amazonaws.com', [trail([writes, without(KMS)])]],
    ['read events of kms.amazonaws.com', [trail([reads, without(KMS)]), trail([writes])]],
    ['', [trail([without(KMS)]), trail([only(KMS)])]],
    [
      'read and write events of kms.amazonaws.com, read and write events of rdsdata.amazonaws.com',
      [trail([without(KMS, 'rdsdata.amazonaws.com')])],
    ],
  ])('%j', (words, recorders) => {
    expect(lossesInWords(highVolumeLosses(recordingOf(recorders, 'no')).filter(({ certain }) => certain))).toBe(words);
  });
});
