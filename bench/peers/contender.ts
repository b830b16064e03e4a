import { awsEnvironment } from '../../test/support/moto.ts';
import type { Command, Usage } from './measure.ts';
import type { Defect, Subjects } from './planted.ts';

/** What a tool said, of each defect that it was asked to look for. */
export type Reported = ReadonlyMap<Defect, Subjects>;

export interface Ran extends Usage {
  readonly reported: Reported;
}

/** A tool with a choice of its checks. */
export interface Contender {
  readonly name: string;
  /** Scans every account and region at the endpoint. The folder is empty, and of this run alone. */
  run(endpoint: string, folder: string): Promise<Ran>;
  /** The least that its program can be asked for, and how often a run starts it. */
  readonly start: { readonly label: string; readonly command: Command; readonly times: number };
}

/** What every tool is told of its surroundings: the endpoint, somebody's credentials, and nothing of this machine's. */
export function surroundings(endpoint: string): NodeJS.ProcessEnv {
  return awsEnvironment(endpoint, { AWS_DEFAULT_REGION: 'us-east-1', NO_PROXY: '127.0.0.1' });
}

export function reportedBy(said: Iterable<readonly [Defect, string]>, checked: readonly Defect[]): Reported {
  const reported = new Map(checked.map((defect) => [defect, new Set<string>()]));
  for (const [defect, subject] of said) reported.get(defect)?.add(subject);
  return reported;
}
