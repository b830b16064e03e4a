import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, CreateApiCommand, CreateStageCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudTrailClient, CreateTrailCommand } from '@aws-sdk/client-cloudtrail';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';
import type { Moto } from '../support/moto.ts';
import { awsEnvironment, motoAvailable, startMoto } from '../support/moto.ts';
import { assumeRole, at, credentialVariables, given, managementCaller, type Place } from '../support/seed/callers.ts';
import { trailgate } from '../support/trailgate.ts';

/** What must never be kept: each is planted where AWS's answers, or the command line, would bring it along. */
const PLANTED = {
  stageVariable: 'planted-stage-variable',
  stageDescription: 'planted-stage-description',
  apiDescription: 'planted-api-description',
  apiPolicy: 'planted-api-policy',
  tag: 'planted-tag-value',
  apiKey: 'planted-api-key-0123456789',
  integrationPassword: 'planted-integration-password',
  v2StageVariable: 'planted-v2-stage-variable',
  trailTag: 'planted-trail-tag',
  externalId: 'planted-external-id',
} as const;

describe.skipIf(!motoAvailable)('what a scan keeps', () => {
  const folder = temporaryFolder();
  const inventory = join(folder, 'inventory');
  const MEMBER = '444455556666';
  let moto: Moto;
  let secrets: readonly string[];

  beforeAll(async () => {
    moto = await startMoto();
    const management = managementCaller(moto.endpoint);
    const member = await assumeRole(management, MEMBER);
    for (const caller of [management, member]) await plant(at(caller, 'us-east-1'));
    const env = awsEnvironment(moto.endpoint);
    const { status, stderr } = await trailgate(
      [
        'scan',
        ...['--accounts', `${management.accountId},${MEMBER}`, '--role-name', 'Audit', '--regions', 'us-east-1'],
        ...['--external-id', PLANTED.externalId, '--save-inventory', inventory, '--quiet', '--fail-on', 'never'],
      ],
      { env },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const made = await trailgate(['evidence', inventory, '--out', join(folder, 'package.zip')]);
    expect(made.status).toBe(0);
    execFileSync('python3', ['-m', 'zipfile', '-e', join(folder, 'package.zip'), join(folder, 'package')]);
    const keys = { ...env, ...credentialVariables(member) };
    secrets = [env.AWS_SECRET_ACCESS_KEY, env.AWS_SESSION_TOKEN, keys.AWS_SESSION_TOKEN].flatMap((key) => key ?? []);
  }, 90_000);
  afterAll(() => moto?.stop());

  function everything(): string {
    const names = [inventory, join(folder, 'package')].flatMap((at) =>
      readdirSync(at, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    );
    return names.map((name) => readFileSync(name, 'utf8')).join('\n');
  }

  test('holds the stages in which secrets were planted', () => {
    const kept = everything();
    expect(kept).toContain('/stages/planted');
    expect(kept).toContain(MEMBER);
  });

  test.each(Object.entries(PLANTED))('holds no %s', (_, planted) => {
    expect(everything()).not.toContain(planted);
  });

  test('holds no key or token that it was asked with', () => {
    const kept = everything();
    expect(secrets.length).toBeGreaterThan(1);
    for (const secret of secrets) expect(kept.includes(secret)).toBe(false);
  });

  test('is for its owner’s eyes alone', () => {
    const modes = String(execFileSync('find', [inventory, '-type', 'f', '-perm', '/077']));
    expect(modes).toBe('');
  });
});

async function plant(place: Place): Promise<void> {
  await plantRestApi(place);
  const v2 = new ApiGatewayV2Client(place);
  const { ApiId } = await v2.send(new CreateApiCommand({ Name: 'orders', ProtocolType: 'HTTP' }));
  const StageVariables = { token: PLANTED.v2StageVariable };
  await v2.send(new CreateStageCommand({ ApiId, StageName: 'planted', StageVariables, Tags: { owner: PLANTED.tag } }));
  const Bucket = `trail-${place.accountId}`;
  await new S3Client({ ...place, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket }));
  await new CloudTrailClient(place).send(
    new CreateTrailCommand({
      Name: 'audit',
      S3BucketName: Bucket,
      IsMultiRegionTrail: true,
      TagsList: [{ Key: 'owner', Value: PLANTED.trailTag }],
    }),
  );
}

async function plantRestApi(place: Place): Promise<void> {
  const client = new APIGatewayClient(place);
  const Statement = [
    { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: '*', Sid: PLANTED.apiPolicy },
  ];
  const { id } = await client.send(
    new CreateRestApiCommand({
      name: 'payments',
      description: PLANTED.apiDescription,
      policy: JSON.stringify({ Version: '2012-10-17', Statement }),
      tags: { owner: PLANTED.tag },
    }),
  );
  const restApiId = given(id);
  const { items } = await client.send(new GetResourcesCommand({ restApiId }));
  const method = { restApiId, resourceId: given(items?.[0]?.id), httpMethod: 'GET' };
  await client.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
  const uri = `https://user:${PLANTED.integrationPassword}@internal.example.com/`;
  const integration = { type: 'HTTP', integrationHttpMethod: 'GET', uri } as const;
  await client.send(new PutIntegrationCommand({ ...method, ...integration }));
  await client.send(
    new CreateDeploymentCommand({
      restApiId,
      stageName: 'planted',
      stageDescription: PLANTED.stageDescription,
      variables: { dbPassword: PLANTED.stageVariable },
    }),
  );
  await client.send(new CreateApiKeyCommand({ name: 'partner', enabled: true, value: PLANTED.apiKey }));
}
