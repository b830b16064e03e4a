import { ListRootsCommand, RegisterDelegatedAdministratorCommand } from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { startSandbox, worldOf } from '../../src/sandbox/index.ts';
import type { Moto } from '../support/moto.ts';
import { MANAGEMENT_ACCOUNT, MANAGEMENT_CREDENTIALS, motoAvailable, startMoto } from '../support/moto.ts';
import type { AccountPlan } from '../support/seed/account.ts';
import { seedAccount } from '../support/seed/account.ts';
import { managementCaller } from '../support/seed/callers.ts';
import { createOrganization } from '../support/seed/organization.ts';
import { PUSH_TO_CLOUDWATCH_LOGS } from '../support/seed/roles.ts';
import type { Clients } from './clients.ts';
import { callerClients, clientsFor } from './clients.ts';
import { differences } from './differences.ts';
import type { Known } from './every-operation.ts';
import { knownOf, QUESTIONS } from './every-operation.ts';
import { EXPLAINED } from './explained-differences.ts';

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

describe.skipIf(!motoAvailable)('the same state on moto and in the sandbox', () => {
  let moto: Moto;
  let sandbox: Sandbox;
  const at: Partial<Record<'moto' | 'sandbox', { clients: Clients; known: Known }>> = {};

  beforeAll(async () => {
    moto = await startMoto();
    const management = managementCaller(moto.endpoint);
    const { accounts } = await createOrganization(management, { audit: 'Security' });
    await seedAccount(management, PLACES);
    const plan = {
      regions: ['us-east-1', 'eu-west-1'],
      delegatedAdministrators: { audit: ['guardduty.amazonaws.com'] },
      accounts: {
        management: { id: MANAGEMENT_ACCOUNT, places: PLACES },
        audit: { id: accounts.audit, unit: 'Security' },
      },
    };
    sandbox = await startSandbox({ world: worldOf(plan), rates: 'off' });
    const ofMoto = clientsFor({ endpoint: moto.endpoint, credentials: MANAGEMENT_CREDENTIALS, region: 'us-east-1' });
    const { Roots } = await ofMoto.organizations.send(new ListRootsCommand({}));
    const delegation = { AccountId: accounts.audit, ServicePrincipal: 'guardduty.amazonaws.com' };
    await ofMoto.organizations.send(new RegisterDelegatedAdministratorCommand(delegation));
    at.moto = { clients: ofMoto, known: { ...(await knownOf(ofMoto)), rootId: Roots?.[0]?.Id ?? '' } };
    const ours = callerClients(sandbox);
    at.sandbox = { clients: ours, known: await knownOf(ours) };
  }, 60_000);
  afterAll(async () => {
    await moto.stop();
    await sandbox.stop();
  });

  test('every answer is the same, member by member, but for the differences that are explained', async () => {
    const found: Record<string, string> = {};
    for (const { api, ask } of QUESTIONS.filter((question) => question.api !== NOT_IN_MOTO)) {
      const [theirs, ours] = await Promise.all([answer('moto', ask), answer('sandbox', ask)]);
      for (const [member, how] of differences(theirs, ours)) found[`${api} ${member}`] = how;
    }
    const explained = Object.fromEntries(
      EXPLAINED.flatMap(({ members, how }) => members.map((member) => [member, how])),
    );
    expect(found).toEqual(explained);
  });

  async function answer(server: 'moto' | 'sandbox', ask: (clients: Clients, known: Known) => Promise<object>) {
    const it = at[server];
    if (it === undefined) throw new Error(`${server} was not started`);
    return ask(it.clients, it.known);
  }
});
