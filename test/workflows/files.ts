import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

export interface Job {
  readonly name?: string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly path: string;
  readonly text: string;
  readonly permissions: object;
  readonly concurrency: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Our own workflows, and those that users are shown. */
export const workflows: readonly Workflow[] = ['.github/workflows', 'docs/workflows'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => {
      const path = `${folder}/${name}`;
      const text = readFileSync(path, 'utf8');
      return { ...parse(text), path, text };
    }),
);

/** The script of the named step. Throws where there is none. */
export function scriptOf(path: string, stepName: string): string {
  const jobs = Object.values(workflows.find((workflow) => workflow.path === path)?.jobs ?? {});
  const script = jobs.flatMap(({ steps }) => steps).find(({ name }) => name === stepName)?.run;
  if (script === undefined) throw new Error(`${path} has no script in a step named ${stepName}`);
  return script;
}
