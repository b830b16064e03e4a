import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServeOptions } from '../../src/sandbox/serve.ts';
import { clientsFor } from './clients.ts';

let folder: string;
let program: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailgate-sandbox-'));
  program = join(folder, 'serve.mjs');
  await build({
    entryPoints: ['src/sandbox/serve.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
});
afterAll(() => rm(folder, { recursive: true }));

test.each<ServeOptions>([
  { scenario: 'single-account' },
  { generate: { seed: 1, accounts: 3, regions: 2 }, rates: 'off', latency: { milliseconds: 1 } },
])('a process of its own serves %j until its standard input ends', async (options) => {
  const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const environment = JSON.parse(line) as Record<string, string>;
  expect(Object.keys(environment).filter((name) => !name.startsWith('AWS_'))).toEqual([]);
  const { sts } = clientsFor({
    endpoint: environment.AWS_ENDPOINT_URL ?? '',
    region: environment.AWS_REGION ?? '',
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    },
  });
  expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toMatch(/:user\/auditor$/);
  child.stdin.end();
  expect(await once(child, 'exit')).toEqual([0, null]);
});
