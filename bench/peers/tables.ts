import { median, megabytes, table } from '../table.ts';
import type { Reported } from './contender.ts';
import type { Usage } from './measure.ts';
import { DEFECTS, type Defect, type Planted } from './planted.ts';

export interface Taken extends Usage {
  readonly requests: number;
}

interface CostRow {
  readonly name: string;
  readonly taken: Taken;
}

interface StartRow {
  readonly label: string;
  readonly usage: Usage;
  /** Of the CPU of a scan. */
  readonly share: number;
}

interface Tool {
  readonly name: string;
  readonly reported: Reported;
}

/** What was taken, each peer next to Trailgate with the same checks, and how many times as much the peer took. */
export function costTable(pairs: readonly (readonly [peer: CostRow, trailgate: CostRow])[], other: CostRow): string {
  return table([
    ['', 'wall time', 'CPU', 'peak memory', 'requests'],
    ...pairs.flatMap(([peer, trailgate]) => [costs(peer), costs(trailgate), ratios(peer.taken, trailgate.taken)]),
    costs(other),
  ]);
}

/** What starting each program costs. */
export function startTable(rows: readonly StartRow[]): string {
  return table([
    ['', 'wall time', 'CPU', 'peak memory', 'share of the CPU of its scan'],
    ...rows.map(({ label, usage, share }) => [`\`${label}\``, ...amounts(usage), `${Math.round(share * 100)} %`]),
  ]);
}

/** How many of the planted defects each tool reported, and how many others. */
export function findingsTable(planted: Planted, tools: readonly Tool[]): string {
  const rows = (Object.keys(DEFECTS) as Defect[]).map((defect) => {
    const counts = tools.map(({ reported }) => counted(planted[defect], reported.get(defect)));
    return [DEFECTS[defect], String(planted[defect].size), ...counts];
  });
  return table([['', 'planted', ...tools.map(({ name }) => name)], ...rows]);
}

/** Each figure's own median. */
export function medians(rounds: readonly Taken[]): Taken {
  const middle = (of: (taken: Taken) => number) => median(rounds.map(of));
  return {
    seconds: middle(({ seconds }) => seconds),
    cpuSeconds: middle(({ cpuSeconds }) => cpuSeconds),
    peakBytes: middle(({ peakBytes }) => peakBytes),
    requests: middle(({ requests }) => requests),
  };
}

function costs({ name, taken }: CostRow): readonly string[] {
  return [name, ...amounts(taken), String(taken.requests)];
}

function amounts({ seconds, cpuSeconds, peakBytes }: Usage): readonly string[] {
  return [`${seconds.toFixed(2)} s`, `${cpuSeconds.toFixed(2)} s`, megabytes(peakBytes)];
}

function ratios(peer: Taken, own: Taken): readonly string[] {
  const keys = ['seconds', 'cpuSeconds', 'peakBytes', 'requests'] as const;
  return ['how many times as much', ...keys.map((key) => `${(peer[key] / own[key]).toFixed(1)} ×`)];
}

function counted(planted: ReadonlySet<string>, reported: ReadonlySet<string> | undefined): string {
  if (reported === undefined) return '–';
  const found = [...reported].filter((subject) => planted.has(subject)).length;
  const others = reported.size - found;
  return others === 0 ? String(found) : `${found}, and ${others} more`;
}
