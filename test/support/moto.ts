import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { devNull } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** From the checkout, where npm runs: benches run this file compiled, elsewhere. */
const BIN = resolve('.venv/tools/bin');

/**
 * Whether moto server is installed, for `describe.skipIf(!motoAvailable)`. Where it is not, one line says so; with
 * CI=true that is an error, because a pipeline that silently skips is worse than one that fails.
 */
export const motoAvailable = existsSync(`${BIN}/moto_server`);
if (!motoAvailable) {
  const line = 'moto server is not installed: run `node scripts/install-test-tools.mjs` (needs Python 3.10 or later)';
  if (process.env.CI === 'true') throw new Error(line);
  console.warn(`${line}; the tests that need it are skipped.`);
}

/** moto takes whatever credentials it did not issue for those of this account. */
export const MANAGEMENT_ACCOUNT = '123456789012';
export const MANAGEMENT_CREDENTIALS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
} as const;

export interface Moto {
  /** For AWS_ENDPOINT_URL, such as `http://127.0.0.1:41027`. */
  readonly endpoint: string;
  /**
   * Forgets every account and resource, and every credential that was issued. Takes seconds where accounts hold AWS's
   * managed policies: a new server is quicker.
   */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export interface MotoOptions {
  /** Whether AWS's managed policies exist. Loading them takes a moment for each account that uses IAM. */
  readonly managedPolicies?: boolean;
}

/** moto's server, but it ends with its standard input: it cannot outlive this process, however this process ends. */
const SERVER = `
import os, sys, threading
def end_with_parent():
    sys.stdin.read()
    os._exit(0)
threading.Thread(target=end_with_parent, daemon=True).start()
from moto.server import main
main()
`;

/** Starts an empty moto server on a free port, and returns when it answers. Rejects with moto's own output. */
export async function startMoto({ managedPolicies = true }: MotoOptions = {}): Promise<Moto> {
  const child = spawn(`${BIN}/python`, ['-c', SERVER, '-H', '127.0.0.1', '-p', '0'], {
    // Nothing of the developer's own AWS environment may reach the server.
    env: {
      PATH: process.env.PATH,
      MOTO_IAM_LOAD_MANAGED_POLICIES: String(managedPolicies),
      MOTO_EC2_LOAD_DEFAULT_AMIS: 'false',
    },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const endpoint = await announcedAddress({ child, stderr: child.stderr });
  return {
    endpoint,
    async reset() {
      const response = await fetch(`${endpoint}/moto-api/reset`, { method: 'POST' });
      if (!response.ok) throw new Error(`moto did not reset: ${response.status} ${await response.text()}`);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}

/** Port 0 lets the system choose a free port; the server prints the address as soon as its socket listens. */
function announcedAddress({ child, stderr }: { child: ChildProcess; stderr: Readable }): Promise<string> {
  const output: string[] = [];
  const lines = createInterface({ input: stderr });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      output.push(line);
      const address = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (address === undefined) return;
      lines.close();
      stderr.resume(); // the request log goes nowhere, but must be read, or moto would block
      resolve(address);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`moto server did not start:\n${output.join('\n')}`)));
  });
}

/**
 * The environment of a child process that talks to the given endpoint as the management account: ours, without any
 * credentials, profiles or endpoints that it may hold.
 */
export function awsEnvironment(endpoint: string, overrides: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(own),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: MANAGEMENT_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: MANAGEMENT_CREDENTIALS.secretAccessKey,
    AWS_REGION: 'us-east-1',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...overrides,
  };
}
