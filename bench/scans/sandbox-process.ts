import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { ServedOptions, Told } from '../served-sandbox.ts';

/** From the checkout, where npm runs: what `tsc -p tsconfig.bench.json` made. */
export const BUILT = 'dist-bench';

/** What every measured process is told besides: a warning of the SDK's on Node 20 is no part of what it costs. */
export const SURROUNDINGS = { PATH: process.env.PATH ?? '', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

type Answer<K extends Told['kind']> = Extract<Told, { kind: K }>;

/** A sandbox in a process of its own, so that its CPU and memory are not the scan's. */
export interface SandboxProcess {
  /** What a scanner needs of its environment, and nothing of this machine's. */
  readonly environment: Readonly<Record<string, string>>;
  usage(): Promise<Answer<'usage'>>;
  counts(): Promise<Answer<'counts'>>;
  stop(): Promise<void>;
}

export async function serveSandbox(options: ServedOptions): Promise<SandboxProcess> {
  const child = fork(`${BUILT}/bench/served-sandbox.js`, [JSON.stringify(options)], { execArgv: [] });
  const told = async <K extends Told['kind']>(kind: K): Promise<Answer<K>> => {
    const [message] = (await once(child, 'message')) as [Told];
    if (message.kind !== kind) throw new Error(`expected ${kind}, was told ${message.kind}`);
    return message as Answer<K>;
  };
  const ask = <K extends 'usage' | 'counts'>(kind: K) => {
    child.send(kind);
    return told(kind);
  };
  const { environment } = await told('started');
  return {
    environment: { ...SURROUNDINGS, ...environment },
    usage: () => ask('usage'),
    counts: () => ask('counts'),
    stop: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
