import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, expect, test, vi } from 'vitest';
import { openAccess } from '../../src/aws/access.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('a body that stops in the middle is waited for as long as an answer, and not for ever', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.02);
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/xml', 'content-length': 1_000 });
    response.write('<GetCallerIdentityResponse>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const access = openAccess({ share: 1, signal: new AbortController().signal, profile: null, patience: 100 });
  try {
    const session = access.session('111122223333', async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret' }));
    const answer = await session.collect((ask) => ask('sts', 'us-east-1', GetCallerIdentityCommand, {}));
    expect(answer).toMatchObject({ status: 'unavailable', reason: 'unreachable' });
    expect(access.requests.get('sts:GetCallerIdentity')).toBe(4);
  } finally {
    access.close();
    server.closeAllConnections();
    server.close();
  }
}, 10_000);
