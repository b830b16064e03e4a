import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { startSandbox, worldOf } from '../../src/sandbox/index.ts';
import { SERVICES } from '../../src/sandbox/routes.ts';
import type { Clients } from './clients.ts';
import { callerClients, clientsFor } from './clients.ts';
import { DESTINATION_QUESTIONS } from './destination-questions.ts';
import type { Known } from './every-operation.ts';
import { QUESTIONS as FIRST, FULL, knownOf } from './every-operation.ts';
import { complaints, leaves, leavesSent } from './schema.ts';

const QUESTIONS = [...FIRST, ...DESTINATION_QUESTIONS];

let sandbox: Sandbox;
let clients: Clients;
let known: Known;
let body = '';

beforeAll(async () => {
  sandbox = await startSandbox({ world: worldOf(FULL), rates: 'off' });
  const { endpoint, caller } = sandbox;
  clients = clientsFor({
    endpoint,
    credentials: caller,
    region: caller.region,
    sent: (text) => {
      body = text;
    },
  });
  known = await knownOf(callerClients(sandbox));
});
afterAll(() => sandbox.stop());

describe.each(QUESTIONS)('$api', ({ api, schema, ask }) => {
  test('answers what the SDK has in its model: every required member, and each of its type', async () => {
    expect(complaints(schema, await ask(clients, known))).toEqual([]);
  });

  test('sends nothing that the SDK does not know', async () => {
    const { $metadata, ...output } = (await ask(clients, known)) as { $metadata: { requestId?: string } };
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(leavesSent(body)).toBe(leaves(output));
    expect(leaves(output)).toBeGreaterThan(0);
  });

  test('is counted under the name that IAM and the scan have for it', async () => {
    const before = sandbox.requests.get(api) ?? 0;
    await ask(clients, known);
    expect(sandbox.requests.get(api)).toBe(before + 1);
  });
});

test('every operation of the sandbox is asked here', () => {
  const all = SERVICES.flatMap(({ name, operations }) => Object.keys(operations).map((one) => `${name}:${one}`));
  expect([...new Set(QUESTIONS.map(({ api }) => api))].toSorted()).toEqual([...new Set(all)].toSorted());
});

test('text of any kind comes through XML and JSON as it is', async () => {
  const { iam, apigateway } = QUESTIONS_OF;
  const { PolicyDocument = '' } = (await iam.ask(clients, known)) as { PolicyDocument?: string };
  expect(JSON.parse(decodeURIComponent(PolicyDocument))).toMatchObject({
    Statement: [{ Resource: ["arn:aws:logs:*:*:log-group:it's (mine)!*"] }],
  });
  const { items } = (await apigateway.ask(clients, known)) as { items?: { name: string }[] };
  expect(items?.[0]?.name).toBe('orders <&> "returns"');
});

const QUESTIONS_OF = { iam: asked('iam:GetRolePolicy'), apigateway: asked('apigateway:GetRestApis') };

function asked(name: string) {
  const found = QUESTIONS.find(({ api }) => api === name);
  if (found === undefined) throw new Error(`nothing asks ${name}`);
  return found;
}
