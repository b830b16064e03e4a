import { expect, test } from 'vitest';
import { worstFailures } from '../../src/engine/worst.ts';
import type { Finding } from '../../src/model/report.ts';
import { sampleFinding } from '../support/report.ts';

function failures(count: number, severity: Finding['severity'], ruleId: Finding['ruleId']): readonly Finding[] {
  return Array.from({ length: count }, (_, index) => sampleFinding({ severity, ruleId, message: `number ${index}` }));
}

test('a finding is made only of a failure that is among the worst so far', () => {
  const worst = worstFailures();
  const made: string[] = [];
  for (const finding of [...failures(30, 'high', 'trails/stopped'), ...failures(5, 'low', 'trails/unencrypted')]) {
    worst.consider(finding, () => {
      made.push(finding.ruleId);
      return finding;
    });
  }
  expect(made).toEqual(Array.from({ length: 20 }, () => 'trails/stopped'));
  expect(worst.all().map(({ message }) => message)).toEqual(
    failures(20, 'high', 'trails/stopped').map(({ message }) => message),
  );
});

test('no more failures of a kind are wanted than there is room for', () => {
  const worst = worstFailures();
  const [failure, ...others] = failures(20, 'low', 'trails/unencrypted') as [Finding, ...Finding[]];
  for (const other of others) worst.add(other);
  expect(worst.wants(failure)).toBe(true);
  worst.add(failure);
  expect(worst.wants(failure)).toBe(false);
  expect(worst.wants({ ...failure, severity: 'high' })).toBe(true);
});

test('rules take turns among equals', () => {
  const worst = worstFailures();
  for (const finding of failures(3, 'high', 'trails/stopped')) worst.add(finding);
  for (const finding of failures(2, 'high', 'roles/dangling')) worst.add(finding);
  expect(worst.all().map(({ ruleId, message }) => `${ruleId} ${message}`)).toEqual([
    'trails/stopped number 0',
    'roles/dangling number 0',
    'trails/stopped number 1',
    'roles/dangling number 1',
    'trails/stopped number 2',
  ]);
});
