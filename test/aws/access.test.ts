import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Access, openAccess } from '../../src/aws/access.ts';
import type { Session } from '../../src/aws/session.ts';
import { plannedId, type Sandbox, startSandbox, worldOf } from '../../src/sandbox/index.ts';
import { ESTATE } from '../sandbox/estate.ts';

const REGION = 'us-east-1';

let sandbox: Sandbox;
let stop: AbortController;
let access: Access;

beforeAll(async () => {
  sandbox = await startSandbox({ world: worldOf(ESTATE), rates: 'off', latency: { milliseconds: 5, jitter: 20 } });
});
afterAll(() => sandbox.stop());

beforeEach(() => {
  for (const [name, value] of Object.entries(sandbox.environment)) vi.stubEnv(name, value);
  stop = new AbortController();
  access = openAccess({ share: 1, signal: stop.signal, profile: null });
});
afterEach(() => {
  access.close();
  vi.unstubAllEnvs();
});

/** A session with the role of an organization's account. */
async function enter(accountId: string): Promise<Session> {
  const caller = access.session(sandbox.caller.accountId, async () => sandbox.caller);
  const RoleArn = `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`;
  const answer = await caller.collect((ask) =>
    ask('sts', REGION, AssumeRoleCommand, { RoleArn, RoleSessionName: 'test' }),
  );
  if (answer.status === 'unavailable') throw new Error(answer.detail);
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.value.Credentials ?? {};
  return access.session(accountId, async () => ({
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  }));
}

function whoAmI({ collect }: Session) {
  return collect(async (ask) => (await ask('sts', REGION, GetCallerIdentityCommand, {})).Account);
}

test('accounts share a client, and each request is signed by its own', async () => {
  const ids = [sandbox.caller.accountId, plannedId(ESTATE, 'audit')];
  const sessions = [access.session(sandbox.caller.accountId, async () => sandbox.caller), await enter(ids[1] ?? '')];
  const asked = Array.from({ length: 60 }, (_, index) => index % 2);
  const answers = await Promise.all(asked.map((which) => whoAmI(sessions[which] as Session)));
  expect(answers.map((answer) => answer.status === 'collected' && answer.value)).toEqual(
    asked.map((which) => ids[which]),
  );
});

test('what is under way when the scan is stopped ends at once, and nothing is sent after it', async () => {
  const silent = await startSandbox({ world: worldOf(ESTATE), rates: 'off', latency: { milliseconds: 600_000 } });
  try {
    vi.stubEnv('AWS_ENDPOINT_URL', silent.endpoint);
    const session = access.session(silent.caller.accountId, async () => silent.caller);
    const underWay = Array.from({ length: 20 }, () => whoAmI(session));
    await vi.waitFor(() => expect(silent.requests.get('sts:GetCallerIdentity')).toBe(20));
    stop.abort(new Error('stopped'));
    for (const answer of await Promise.all([...underWay, whoAmI(session)])) {
      expect(answer).toMatchObject({ status: 'unavailable', reason: 'not-asked' });
    }
    expect(silent.requests.get('sts:GetCallerIdentity')).toBe(20);
  } finally {
    await silent.stop();
  }
});
