import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { PYTHON } from './environments.ts';

/** What a command took, its children included. */
export interface Usage {
  /** By the clock. */
  readonly seconds: number;
  /** User and system together. */
  readonly cpuSeconds: number;
  /** Resident, of its largest process. */
  readonly peakBytes: number;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** From the checkout, where npm runs: the bench itself runs compiled, elsewhere. */
const MEASURE = 'bench/peers/measure.py';

/** Runs a command to its end. Throws with what it printed unless it ends with 0. */
export async function measure({ program, args, env }: Command): Promise<Usage> {
  const child = spawn(PYTHON, [MEASURE, program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const streams = child.stdio.slice(1) as [Readable, Readable, Readable];
  const [[stdout = '', stderr = '', measured = '']] = await Promise.all([
    Promise.all(streams.map(text)),
    once(child, 'exit'),
  ]);
  if (measured === '') throw new Error(`${program} could not be measured:\n${stderr}`);
  const { status, ...usage } = JSON.parse(measured) as Usage & { readonly status: number };
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`);
  return usage;
}

/** Several commands, one after the other, as one. */
export function together(usages: readonly Usage[]): Usage {
  const sum = (of: (usage: Usage) => number) => usages.reduce((total, usage) => total + of(usage), 0);
  return {
    seconds: sum(({ seconds }) => seconds),
    cpuSeconds: sum(({ cpuSeconds }) => cpuSeconds),
    peakBytes: Math.max(...usages.map(({ peakBytes }) => peakBytes)),
  };
}
