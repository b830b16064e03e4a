import { readFileSync } from 'node:fs';
import {
  CreateRoleCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { auditRoleFiles } from '../../scripts/audit-role-files.ts';
import { awsEnvironment, type Moto, motoAvailable, startMoto } from '../support/moto.ts';
import { hasPythonTools, pythonTool } from '../support/python.ts';
import { assumeRole, type Caller, globally, managementCaller } from '../support/seed/callers.ts';
import { accountGrants, grantsIn, managementGrants } from './declared.ts';
import { allows } from './iam-judge.ts';

const FOLDER = 'deploy/audit-role';
const TEMPLATES = {
  member: `${FOLDER}/cloudformation/member.yaml`,
  management: `${FOLDER}/cloudformation/management.yaml`,
};
const SCANNER = 'arn:aws:iam::123456789012:role/TrailgateScanner';
const EXTERNAL_ID = '5f1c8f0e-b6f2/audit@example';

const read = (path: string) => readFileSync(path, 'utf8');

describe('the files of the audit role', () => {
  test.each([...auditRoleFiles()])('%s is as generated', (path, text) => {
    expect(read(path)).toBe(text);
  });

  test('name no action with a wildcard', () => {
    for (const text of auditRoleFiles().values()) expect(text).not.toMatch(/\b[a-z0-9]+:[A-Za-z]*\*(?=["\n])/);
    expect(managementGrants.filter((grant) => /^[^ ]*\*/.test(grant))).toEqual([]);
  });

  test.each([
    ['member', accountGrants],
    ['management', managementGrants],
  ] as const)('the %s permissions in JSON are what the collectors declare', (name, declared) => {
    expect(grantsIn(read(`${FOLDER}/json/${name}-permissions.json`))).toEqual(declared);
  });

  test('the members’ role cannot look into the organization', () => {
    expect(accountGrants.length).toBeGreaterThan(10);
    expect(read(TEMPLATES.member)).not.toContain('organizations:');
  });

  // IAM User Guide, IAM and STS quotas: 10,240 characters for all inline policies of a role, white space not counted.
  test('the permissions fit into a role', () => {
    const text = JSON.stringify(JSON.parse(read(`${FOLDER}/json/management-permissions.json`)));
    expect(text.length).toBeLessThan(10_240 - 512);
  });

  test('the README names parameters that the templates have', () => {
    const named = [...read(`${FOLDER}/README.md`).matchAll(/ParameterKey=(\w+)|(?<=[ ])(\w+)="\$[A-Z_]+"/g)];
    const parameters = Object.keys(parse(read(TEMPLATES.member)).Parameters);
    expect(named.length).toBeGreaterThanOrEqual(4);
    for (const [, key, override] of named) expect(parameters).toContain(key ?? override);
  });
});

describe.skipIf(!hasPythonTools)('cfn-lint', () => {
  test('finds nothing in the templates', async () => {
    const { status, stdout } = await pythonTool('cfn-lint', [
      '--include-checks',
      'I',
      '--',
      ...Object.values(TEMPLATES),
    ]);
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  test('finds a template that is wrong', async () => {
    const broken = read(TEMPLATES.member).replace('AssumeRolePolicyDocument', 'TrustPolicy');
    const { status } = await pythonTool('cfn-lint', ['-'], { input: broken });
    expect(status).not.toBe(0);
  });
});

/** A role as IAM shows it. */
interface ShownRole {
  readonly trust: string;
  readonly maxSessionDuration: number | undefined;
  readonly tags: readonly (readonly [string | undefined, string | undefined])[];
  /** The text of each inline policy by its name. */
  readonly policies: Readonly<Record<string, string>>;
}

async function showRole(caller: Caller, RoleName: string): Promise<ShownRole> {
  const client = new IAMClient(globally(caller));
  const { Role } = await client.send(new GetRoleCommand({ RoleName }));
  const { PolicyNames = [] } = await client.send(new ListRolePoliciesCommand({ RoleName }));
  const policies = await Promise.all(
    PolicyNames.map(async (PolicyName) => {
      const { PolicyDocument } = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return [PolicyName, decodeURIComponent(PolicyDocument ?? '')] as const;
    }),
  );
  return {
    trust: decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''),
    maxSessionDuration: Role?.MaxSessionDuration,
    tags: (Role?.Tags ?? []).map(({ Key, Value }) => [Key, Value]),
    policies: Object.fromEntries(policies),
  };
}

const DEPLOY = `
import json, sys, boto3
asked = json.load(sys.stdin)
client = boto3.client("cloudformation")
client.create_stack(
    StackName=asked["name"], TemplateBody=asked["template"], Capabilities=["CAPABILITY_NAMED_IAM"],
    Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in asked["parameters"].items()])
stack = client.describe_stacks(StackName=asked["name"])["Stacks"][0]
print(json.dumps({"status": stack["StackStatus"], "outputs": {o["OutputKey"]: o["OutputValue"] for o in stack["Outputs"]}}))
`;

describe.skipIf(!motoAvailable)('the audit role on moto', () => {
  const MEMBER = '210987654321';
  let moto: Moto;
  let management: Caller;
  let member: Caller;

  /** Deploys a template with boto3. */
  async function deploy(kind: keyof typeof TEMPLATES, caller: Caller, parameters: Readonly<Record<string, string>>) {
    const env = awsEnvironment(moto.endpoint, {
      AWS_ACCESS_KEY_ID: caller.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: caller.credentials.secretAccessKey,
      AWS_SESSION_TOKEN: caller.credentials.sessionToken,
      AWS_DEFAULT_REGION: 'us-east-1',
    });
    const input = JSON.stringify({
      name: `trailgate-${parameters.RoleName ?? 'audit-role'}`,
      template: read(TEMPLATES[kind]),
      parameters: { TrustedPrincipalArn: SCANNER, ExternalId: EXTERNAL_ID, ...parameters },
    });
    const { status, stdout, stderr } = await pythonTool('python', ['-c', DEPLOY], { input, env });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as { status: string; outputs: Record<string, string> };
  }

  beforeAll(async () => {
    moto = await startMoto({ managedPolicies: false });
    management = managementCaller(moto.endpoint);
    member = await assumeRole(management, MEMBER);
  });
  afterAll(() => moto?.stop());

  async function expectTrust(trust: string, accountId: string) {
    const ask = (principal: string, context: Record<string, string>) => ({
      action: 'sts:AssumeRole',
      resource: `arn:aws:iam::${accountId}:role/TrailgateAudit`,
      principal,
      context,
    });
    const answers = await allows(trust, [
      ask(SCANNER, { 'sts:ExternalId': EXTERNAL_ID }),
      ask(SCANNER, { 'sts:ExternalId': 'another' }),
      ask('arn:aws:iam::123456789012:role/Somebody', { 'sts:ExternalId': EXTERNAL_ID }),
    ]);
    expect(answers).toEqual([true, false, false]);
    // moto lets a request without the key through, where IAM does not (IAM User Guide, condition operators).
    expect(JSON.parse(trust).Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { AWS: SCANNER },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } },
      },
    ]);
  }

  test('comes from the member template with its trust, its permissions and its tag', async () => {
    const { status, outputs } = await deploy('member', member, { MaxSessionDuration: '7200' });
    expect(status).toBe('CREATE_COMPLETE');
    expect(outputs).toEqual({ RoleArn: `arn:aws:iam::${MEMBER}:role/TrailgateAudit` });
    const role = await showRole(member, 'TrailgateAudit');
    await expectTrust(role.trust, MEMBER);
    expect(role.maxSessionDuration).toBe(7200);
    expect(role.tags).toContainEqual(['Application', 'trailgate']);
    expect(Object.keys(role.policies)).toEqual(['Trailgate']);
    expect(grantsIn(role.policies.Trailgate ?? '')).toEqual(accountGrants);
    expect(role.policies.Trailgate).toContain('arn:aws:cloudtrail:*:*:trail/*');
    expect(role.policies.Trailgate).not.toContain('arn:*:');
  });

  test('comes from the management template with the organization’s permissions, and starts no scans', async () => {
    await deploy('management', management, {});
    const role = await showRole(management, 'TrailgateAudit');
    await expectTrust(role.trust, management.accountId);
    expect(Object.keys(role.policies)).toEqual(['Trailgate']);
    expect(grantsIn(role.policies.Trailgate ?? '')).toEqual(managementGrants);
  });

  test('starts scans where it was told to, with the role of its own name alone', async () => {
    await deploy('management', management, { RoleName: 'LoggingAudit', StartScans: 'true' });
    const { policies } = await showRole(management, 'LoggingAudit');
    expect(Object.keys(policies).sort()).toEqual(['Trailgate', 'TrailgateStartScans']);
    expect(grantsIn(policies.TrailgateStartScans ?? '')).toEqual(['sts:AssumeRole on arn:*:iam::*:role/LoggingAudit']);
  });

  test('comes from the JSON, with the two words replaced', async () => {
    const client = new IAMClient(globally(member));
    const trust = read(`${FOLDER}/json/trust-policy.json`)
      .replace('TRUSTED_PRINCIPAL_ARN', SCANNER)
      .replace('EXTERNAL_ID', EXTERNAL_ID);
    await client.send(new CreateRoleCommand({ RoleName: 'FromJson', AssumeRolePolicyDocument: trust }));
    const PolicyDocument = read(`${FOLDER}/json/member-permissions.json`);
    await client.send(new PutRolePolicyCommand({ RoleName: 'FromJson', PolicyName: 'Trailgate', PolicyDocument }));
    const role = await showRole(member, 'FromJson');
    await expectTrust(role.trust, MEMBER);
    expect(grantsIn(role.policies.Trailgate ?? '')).toEqual(accountGrants);
  });

  test('may read the configuration and neither data nor change anything', async () => {
    const policy = read(`${FOLDER}/json/member-permissions.json`);
    const reads = [
      { action: 'cloudtrail:GetTrailStatus', resource: 'arn:aws-cn:cloudtrail:cn-north-1:111122223333:trail/all' },
      { action: 'apigateway:GET', resource: 'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/stages' },
      { action: 'iam:GetRole', resource: 'arn:aws:iam::111122223333:role/service/APIGatewayLogs' },
      { action: 's3:GetBucketAcl', resource: 'arn:aws-us-gov:s3:::trail-logs' },
    ];
    const others = [
      { action: 's3:GetObject', resource: 'arn:aws:s3:::trail-logs/AWSLogs/x' },
      { action: 'apigateway:PATCH', resource: 'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/stages' },
      { action: 'cloudtrail:StopLogging', resource: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/all' },
      { action: 'cloudtrail:LookupEvents', resource: '*' },
      { action: 'logs:GetLogEvents', resource: '*' },
      { action: 'iam:PassRole', resource: 'arn:aws:iam::111122223333:role/Admin' },
      { action: 'sts:AssumeRole', resource: 'arn:aws:iam::111122223333:role/Admin' },
      { action: 'organizations:ListAccounts', resource: '*' },
    ];
    expect(await allows(policy, reads)).toEqual(reads.map(() => true));
    expect(await allows(policy, others)).toEqual(others.map(() => false));
  });
});
