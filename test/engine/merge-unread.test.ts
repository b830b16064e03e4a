import { describe, expect, test } from 'vitest';
import rule from '../../rules/stages/missing-access-log.ts';
import { evidenceSet } from '../../src/engine/evidence-set.ts';
import { applyRule } from '../../src/engine/judge.ts';
import { findingsIn } from '../../src/engine/judge-inventory.ts';
import { mergeUnread } from '../../src/engine/merge-unread.ts';
import type { EvidenceRecord } from '../../src/model/catalog.ts';
import type { Evidence, Reason } from '../../src/model/evidence.ts';
import { unavailable } from '../../src/model/evidence.ts';
import { ACCOUNT, call } from '../support/evidence.ts';
import { apisWith, stage } from '../support/stages.ts';

const account = { scope: 'account', partition: 'aws', accountId: ACCOUNT } as const;

/** The rule's findings for an account whose regions answered as given. */
function findings(regions: Readonly<Record<string, Evidence<unknown>>>) {
  const targets = Object.keys(regions).map((region) => ({ ...account, scope: 'region', region }) as const);
  const records = targets.map(
    (target) => ({ key: 'apigateway.apis', target, evidence: regions[target.region] }) as EvidenceRecord,
  );
  const rulings = targets.map((target) => applyRule(rule, target, evidenceSet(records), new Date(0)));
  return findingsIn(mergeUnread(account, rulings));
}

function refused(reason: Reason, region: string | null, api = 'apigateway:GetRestApis') {
  return unavailable(reason, 'as AWS said', call(api, { region }));
}

describe('regions that could not be read', () => {
  test('for the same reason are told once, with every call that was refused', () => {
    const [merged, ...rest] = findings({
      'us-west-2': refused('denied-by-scp', 'us-west-2'),
      'sa-east-1': refused('denied-by-scp', 'sa-east-1'),
    });
    expect(rest).toEqual([]);
    expect(merged).toMatchObject({ outcome: 'unknown', region: null, accountId: ACCOUNT });
    expect(merged?.message).toMatch(
      /in 2 regions \(us-west-2, sa-east-1\): apigateway:GetRestApis in \d+: denied-by-scp$/,
    );
    expect(merged?.reasons.map((reason) => reason.call?.region)).toEqual(['us-west-2', 'sa-east-1']);
  });

  test('because the account could not be entered are told once, with the one call', () => {
    const denied = refused('access-denied', null, 'sts:AssumeRole');
    const [merged, ...rest] = findings({ 'us-west-2': denied, 'sa-east-1': denied });
    expect(rest).toEqual([]);
    expect(merged?.reasons).toHaveLength(1);
  });

  test('alone, for another reason, or beside regions that could be read, keep their place', () => {
    const shown = findings({
      'eu-west-1': apisWith(stage('rest', 'prod')),
      'us-west-2': refused('denied-by-scp', 'us-west-2'),
      'sa-east-1': refused('denied-by-scp', 'sa-east-1'),
      'eu-north-1': refused('throttled', 'eu-north-1'),
    });
    expect(shown.map(({ outcome, region }) => `${outcome} ${region}`).sort()).toEqual([
      'pass eu-west-1',
      'unknown eu-north-1',
      'unknown null',
    ]);
  });

  test('have one fingerprint, however many they are', () => {
    const of = (...names: readonly string[]) =>
      findings(Object.fromEntries(names.map((name) => [name, refused('denied-by-scp', name)])))[0]?.fingerprint;
    expect(of('us-west-2', 'sa-east-1')).toBe(of('us-west-2', 'sa-east-1', 'eu-north-1'));
  });
});
