import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import overBroad from '../../rules/roles/over-broad.ts';
import tooNarrow from '../../rules/roles/too-narrow.ts';
import { evidenceSet } from '../../src/engine/evidence-set.ts';
import { judge } from '../../src/engine/judge.ts';
import type { EvidenceRecord } from '../../src/model/catalog.ts';
import type { Finding } from '../../src/model/report.ts';
import { ACCOUNT, has, REGION } from '../support/evidence.ts';
import { motoAvailable } from '../support/moto.ts';
import { apisWith, stage } from '../support/stages.ts';

interface ManagedPolicy {
  readonly Path: string;
  readonly Document: object;
}

/** Every managed policy of AWS's that moto ships, as AWS published them. */
function managedPolicies(): readonly (readonly [name: string, policy: ManagedPolicy])[] {
  const print = 'from moto.iam.aws_managed_policies import aws_managed_policies_data as d; print(d)';
  const output = execFileSync('.venv/tools/bin/python', ['-c', print], { maxBuffer: 64 * 1024 * 1024 });
  return Object.entries(JSON.parse(output.toString()) as Record<string, ManagedPolicy>);
}

/** What is said of a role that has the policy under a name of its customer's, and nothing else. */
function judged(name: string, { Document }: ManagedPolicy, rule: typeof overBroad): Finding {
  const account = { scope: 'account', partition: 'aws', accountId: ACCOUNT } as const;
  const region = { ...account, scope: 'region', region: REGION } as const;
  const arn = `arn:aws:iam::${ACCOUNT}:role/${name}`;
  const policy = { arn: `arn:aws:iam::${ACCOUNT}:policy/${name}`, name, document: has(JSON.stringify(Document)) };
  const trust = { Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const role = {
    arn,
    name,
    trustPolicy: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    inlinePolicies: has([]),
    attachedPolicies: has([policy]),
    boundary: null,
  };
  const records: readonly EvidenceRecord[] = [
    { key: 'iam.roles', target: account, evidence: has([{ arn, role: has(role) }]) },
    { key: 'apigateway.account', target: region, evidence: has({ everUsed: true, cloudWatchRoleArn: arn }) },
    { key: 'apigateway.apis', target: region, evidence: apisWith(stage('rest', 'prod')) },
  ];
  const [finding, ...more] = judge(rule, account, evidenceSet(records), new Date(0));
  if (finding === undefined || more.length > 0) throw new Error(`${name} has ${more.length + 1} verdicts`);
  return finding;
}

describe.skipIf(!motoAvailable)('AWS’s own managed policies', () => {
  const policies = managedPolicies();
  const named = new Map(policies);

  function verdict(name: string, rule: typeof overBroad): Finding['outcome'] {
    const policy = named.get(name);
    if (policy === undefined) throw new Error(`there is no policy ${name}`);
    return judged(name, policy, rule).outcome;
  }

  test('are all read, and none makes a rule throw', () => {
    expect(policies.length).toBeGreaterThan(1_000);
    for (const [name, policy] of policies) {
      for (const rule of [overBroad, tooNarrow]) {
        const { outcome, message } = judged(name, policy, rule);
        expect(message, name).not.toMatch(/the rule itself failed|cannot be read/);
        expect(['pass', 'fail', 'unknown'], name).toContain(outcome);
      }
    }
  });

  test('that allow anything beyond writing logs never pass as narrow enough', () => {
    const wide = policies.filter(([, { Document }]) =>
      /"Action":\s*"\*"|iam:\*|s3:\*|ec2:\*/.test(JSON.stringify(Document)),
    );
    expect(wide.length).toBeGreaterThan(20);
    const passing = wide.filter(([name, policy]) => judged(name, policy, overBroad).outcome === 'pass');
    // What these name they only deny.
    for (const [name, { Document }] of passing) expect(JSON.stringify(Document), name).not.toContain('"Allow"');
  });

  test.each([
    ['AdministratorAccess', 'fail', 'pass'],
    ['CloudWatchLogsFullAccess', 'fail', 'pass'],
    ['AmazonAPIGatewayPushToCloudWatchLogs', 'pass', 'pass'],
    ['AmazonS3ReadOnlyAccess', 'fail', 'fail'],
    ['AWSDenyAll', 'pass', 'fail'],
  ] as const)('%s: over-broad %s, too-narrow %s', (name, broad, narrow) => {
    expect([verdict(name, overBroad), verdict(name, tooNarrow)]).toEqual([broad, narrow]);
  });
});
