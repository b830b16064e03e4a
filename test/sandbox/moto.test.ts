import { PutDeliverySourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListRootsCommand, RegisterDelegatedAdministratorCommand } from '@aws-sdk/client-organizations';
import { CreateBucketCommand, GetBucketPolicyStatusCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { startSandbox, worldOf } from '../../src/sandbox/index.ts';
import type { Moto } from '../support/moto.ts';
import { MANAGEMENT_ACCOUNT, MANAGEMENT_CREDENTIALS, motoAvailable, startMoto } from '../support/moto.ts';
import type { AccountPlan } from '../support/seed/account.ts';
import { seedAccount } from '../support/seed/account.ts';
import { assumeRole, managementCaller } from '../support/seed/callers.ts';
import { createOrganization } from '../support/seed/organization.ts';
import { PUSH_TO_CLOUDWATCH_LOGS } from '../support/seed/roles.ts';
import type { Clients } from './clients.ts';
import { callerClients, clientsFor, memberClients, refusal } from './clients.ts';
import { DESTINATION_QUESTIONS, GROUP_POLICIES, KEPT_GROUP } from './destination-questions.ts';
import { differences } from './differences.ts';
import type { Known, Question } from './every-operation.ts';
import { knownOf, QUESTIONS } from './every-operation.ts';
import { EXPLAINED, NO_BUCKET, OF_NO_GROUP, OF_ONE_GROUP, OPEN_OR_NONE } from './explained-differences.ts';
import { destinationsOf, OPEN, seedDestinations, seedOpenBucket } from './seed-destinations.ts';

/** moto answers it with an error page. */
const NOT_IN_MOTO = 'account:ListRegions';

/** What both servers hold. One of everything, so that lists have the same order. */
const PLACES: AccountPlan = {
  'us-east-1': {
    trails: [
      { name: 'everything', organization: true, selectors: { basic: [{ ReadWriteType: 'WriteOnly' }] } },
      {
        name: 'stopped-once',
        multiRegion: false,
        logging: 'stopped',
        selectors: { advanced: [{ Name: 'Writes', FieldSelectors: [{ Field: 'readOnly', Equals: ['false'] }] }] },
      },
    ],
    role: {
      name: 'apigateway-logs',
      managed: [PUSH_TO_CLOUDWATCH_LOGS],
      inline: [{ Action: ['logs:PutLogEvents'] }],
      boundary: [{ Action: 'logs:*' }],
    },
    apis: [
      {
        kind: 'rest',
        name: 'orders',
        stages: {
          prod: { accessLog: { format: '$context.requestId' }, level: 'INFO', overrides: { '/pets GET': 'OFF' } },
        },
      },
      { kind: 'http', name: 'catalogue', stages: { $default: { accessLog: { format: '$context.requestId' } } } },
      { kind: 'websocket', name: 'chat', stages: { prod: { level: 'ERROR', overrides: { $connect: 'OFF' } } } },
    ],
  },
};

const NOBODY = '999999999999';

/** Who asks a server, and what the questions need to know of it. */
interface Asker {
  readonly clients: Clients;
  readonly known: Known;
}
/** Of one server: who holds everything, who holds an open bucket and nothing else, and who asks for nobody's bucket. */
type Askers = Readonly<Record<'full' | 'open' | 'nobody', Asker>>;

/** A question as it is asked, with what tells it from the same question asked of something else. */
interface Asked {
  readonly question: Question;
  readonly who: keyof Askers;
  readonly where: string;
}

const BUCKET_QUESTIONS = DESTINATION_QUESTIONS.filter(({ api }) => api.startsWith('s3:'));
const ASKED: readonly Asked[] = [
  ...asked('full', '', [...QUESTIONS.filter(({ api }) => api !== NOT_IN_MOTO), ...DESTINATION_QUESTIONS, KEPT_GROUP]),
  ...asked('full', OF_ONE_GROUP, [GROUP_POLICIES]),
  ...asked('open', OPEN_OR_NONE, [...DESTINATION_QUESTIONS, KEPT_GROUP]),
  ...asked('open', OF_NO_GROUP, [GROUP_POLICIES]),
  ...asked('nobody', NO_BUCKET, BUCKET_QUESTIONS),
];

describe.skipIf(!motoAvailable)('the same state on moto and in the sandbox', () => {
  let moto: Moto;
  let sandbox: Sandbox;
  let theirs: Askers;
  let ours: Askers;

  beforeAll(async () => {
    moto = await startMoto();
    const management = managementCaller(moto.endpoint);
    const { accounts } = await createOrganization(management, { audit: 'Security' });
    const ofMoto = clientsFor({ endpoint: moto.endpoint, credentials: MANAGEMENT_CREDENTIALS, region: 'us-east-1' });
    await seedDestinations(ofMoto, MANAGEMENT_ACCOUNT);
    await seedAccount(management, PLACES);
    const { credentials } = await assumeRole(management, accounts.audit);
    const ofAudit = clientsFor({ endpoint: moto.endpoint, credentials, region: 'us-east-1' });
    await seedOpenBucket(ofAudit, accounts.audit);
    const places = { 'us-east-1': { ...PLACES['us-east-1'], ...destinationsOf(MANAGEMENT_ACCOUNT) } };
    const plan = {
      regions: ['us-east-1', 'eu-west-1'],
      delegatedAdministrators: { audit: ['guardduty.amazonaws.com'] },
      accounts: {
        management: { id: MANAGEMENT_ACCOUNT, places },
        audit: { id: accounts.audit, unit: 'Security', places: { 'us-east-1': OPEN } },
      },
    };
    sandbox = await startSandbox({ world: worldOf(plan), rates: 'off' });
    const { Roots } = await ofMoto.organizations.send(new ListRootsCommand({}));
    const delegation = { AccountId: accounts.audit, ServicePrincipal: 'guardduty.amazonaws.com' };
    await ofMoto.organizations.send(new RegisterDelegatedAdministratorCommand(delegation));
    theirs = askers(ofMoto, ofAudit, { ...(await knownOf(ofMoto)), rootId: Roots?.[0]?.Id ?? '' });
    const here = callerClients(sandbox);
    ours = askers(here, await memberClients(sandbox, accounts.audit, 'us-east-1'), await knownOf(here));
  }, 60_000);
  afterAll(async () => {
    await moto.stop();
    await sandbox.stop();
  });

  test('every answer is the same, member by member, but for the differences that are explained', async () => {
    const found: Record<string, string> = {};
    for (const { question, who, where } of ASKED) {
      const answers = await Promise.all([answer(theirs[who], question, who), answer(ours[who], question, who)]);
      for (const [member, how] of differences(...answers)) found[`${question.api}${where} ${member}`] = how;
    }
    const explained = Object.fromEntries(
      EXPLAINED.flatMap(({ members, how }) => members.map((member) => [member, how])),
    );
    expect(found).toEqual(explained);
  });

  test('moto refuses what does not exist with the codes that the scan takes for that', async () => {
    const codes: Record<string, string> = {};
    for (const { question, who, where } of ASKED.filter((asked) => asked.who !== 'full')) {
      const { refused } = (await answer(theirs[who], question, who)) as { refused?: { name: string } };
      if (refused !== undefined) codes[`${question.api}${where}`] = refused.name;
    }
    expect(codes).toEqual({
      [`firehose:DescribeDeliveryStream${OPEN_OR_NONE}`]: 'ResourceNotFoundException',
      [`s3:GetObjectLockConfiguration${OPEN_OR_NONE}`]: 'ObjectLockConfigurationNotFoundError',
      [`s3:GetPublicAccessBlock${OPEN_OR_NONE}`]: 'NoSuchPublicAccessBlockConfiguration',
      [`sns:GetTopicAttributes${OPEN_OR_NONE}`]: 'NotFoundException',
      ...Object.fromEntries(BUCKET_QUESTIONS.map(({ api }) => [`${api}${NO_BUCKET}`, 'NoSuchBucket'])),
    });
  });

  test('moto takes no execution logs of API Gateway for a source of deliveries, so that another stands for it', async () => {
    const { clients, known } = theirs.full;
    const resourceArn = `arn:aws:apigateway:us-east-1:${known.accountId}:/restapis/${known.restApiId}/stages/prod`;
    const source = { name: 'of-api-gateway', resourceArn, logType: 'EXECUTION_LOGS' };
    expect(await refusal(clients.logs.send(new PutDeliverySourceCommand(source)))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Cannot access provided service.',
    });
  });

  // The sandbox has no such bucket: CloudTrail could not write to it.
  test('a bucket without a policy has no policy status on moto, in the words that the scan takes for that', async () => {
    const { s3 } = theirs.full.clients;
    await s3.send(new CreateBucketCommand({ Bucket: 'without-a-policy' }));
    const refused = await refusal(s3.send(new GetBucketPolicyStatusCommand({ Bucket: 'without-a-policy' })));
    expect(refused).toMatchObject({ name: 'NoSuchBucketPolicy', status: 404 });
  });
});

function askers(clients: Clients, ofMember: Clients, known: Known): Askers {
  return {
    full: { clients, known },
    open: { clients: ofMember, known: { ...known, accountId: known.memberId } },
    nobody: { clients, known: { ...known, accountId: NOBODY } },
  };
}

function asked(who: keyof Askers, where: string, questions: readonly Question[]): readonly Asked[] {
  return questions.map((question) => ({ question, who, where }));
}

/** The answer, or what was said instead of one where not everything exists. */
async function answer({ clients, known }: Asker, { ask }: Question, who: keyof Askers): Promise<object> {
  const request = ask(clients, known);
  if (who === 'full') return request;
  return request.catch(async () => {
    const { name, message, status } = await refusal(request);
    return { refused: { name, message, status } };
  });
}
