import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { NODE_24 } from '../support/node-24.ts';

export interface ActionStep {
  readonly name: string;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly ActionStep[] };
}

export const action = parse(readFileSync('action.yml', 'utf8')) as Action;

/** Stands in for npm, which would ask the registry: it keeps what it is asked for, and "builds" a link to our own build. */
const NPM = `#!/usr/bin/env bash
echo "$PWD: npm $*" >> "$NPM_CALLS"
if [ "$*" = "\${NPM_FAILS:-}" ]; then exit 1; fi
case "$*" in
  ci*) rm -rf node_modules && mkdir node_modules ;;
  'run build') ln -sfn ${JSON.stringify(resolve('dist'))} dist ;;
esac
`;

export interface Job {
  /** The workspace: where the steps run. */
  readonly folder: string;
  /** Where the runner has checked the action out. */
  readonly actionPath: string;
  /** What npm was called with, in which folder, a line each. */
  npmCalls(): string;
  /** Runs every step of the action, in their order, as a runner does. */
  use(inputs: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): Promise<Used>;
}

export interface Used {
  readonly status: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The workflow commands of the log that the runner obeys. */
  readonly commands: readonly string[];
}

/** A job on a fresh runner, whose workspace is a folder of this name below the given one. */
export function startJob(below: string, name: string): Job {
  const folder = join(below, name, 'workspace with blanks');
  const actionPath = join(below, name, '_actions', 'trailgate');
  const bin = join(below, name, 'bin');
  for (const path of [folder, actionPath, bin]) mkdirSync(path, { recursive: true });
  writeFileSync(join(bin, 'npm'), NPM);
  chmodSync(join(bin, 'npm'), 0o755);
  const NPM_CALLS = join(below, name, 'npm-calls');
  const PATH = [bin, NODE_24, process.env.PATH].filter(Boolean).join(delimiter);
  let uses = 0;
  return {
    folder,
    actionPath,
    npmCalls: () => (existsSync(NPM_CALLS) ? readFileSync(NPM_CALLS, 'utf8') : ''),
    async use(inputs, env) {
      uses += 1;
      const base = { ...env, GITHUB_ACTION_PATH: actionPath, NPM_CALLS, PATH };
      let used: Used = { status: 0, log: '', outputs: {}, summary: '', commands: [] };
      for (const [index, step] of action.runs.steps.entries()) {
        if (step.uses !== undefined || used.status !== 0) continue;
        const files = environmentFiles(join(below, name, `step-${uses}-${index}`));
        used = await runStep(step, { folder, env: { ...base, ...files, ...filled(step, inputs) }, files });
      }
      return used;
    },
  };
}

/** Each step has its own (GitHub Docs, Workflow commands, environment files). */
function environmentFiles(prefix: string) {
  const files = {
    GITHUB_OUTPUT: `${prefix}-output`,
    GITHUB_STEP_SUMMARY: `${prefix}-summary`,
    GITHUB_ENV: `${prefix}-env`,
    GITHUB_PATH: `${prefix}-path`,
  };
  for (const file of Object.values(files)) writeFileSync(file, '');
  return files;
}

/** A step's environment with its expressions, which are inputs alone, filled in. */
function filled({ env = {} }: ActionStep, inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).map(([variable, value]) => {
      const name = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1];
      if (name === undefined) throw new Error(`${variable} is ${value}, which is no input`);
      const given = inputs[name] ?? action.inputs[name]?.default ?? '';
      return [variable, given.replace('${{ github.token }}', 'ghs_0123456789abcdef')];
    }),
  );
}

interface StepPlace {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly files: ReturnType<typeof environmentFiles>;
}

/** As the runner does for `shell: bash` (GitHub Docs, Workflow syntax, shells). */
async function runStep({ run = '' }: ActionStep, { folder, env, files }: StepPlace): Promise<Used> {
  const script = `${files.GITHUB_OUTPUT}.sh`;
  writeFileSync(script, run);
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], { cwd: folder, env });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  for (const file of [files.GITHUB_ENV, files.GITHUB_PATH]) {
    if (readFileSync(file, 'utf8') !== '') throw new Error(`the action changes the job through ${file}`);
  }
  const log = stdout + stderr;
  return {
    status,
    log,
    outputs: outputsIn(readFileSync(files.GITHUB_OUTPUT, 'utf8')),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
    commands: obeyed(log),
  };
}

/** GitHub's file format: NAME, `<<`, delimiter, value, delimiter. */
function outputsIn(file: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...file.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n\2$/gm)].map(([, name, , value]) => [name, value]),
  );
}

const COMMANDS =
  /^(error|warning|notice|debug|group|endgroup|echo|add-mask|add-matcher|remove-matcher|add-path|save-state|set-env|set-output|stop-commands)$/i;

/** What the runner would obey: `::…::` at the beginning of a line, blanks aside, and `##[…]` anywhere (actions/runner, ActionCommand). */
export function obeyed(log: string): readonly string[] {
  const commands: string[] = [];
  let resume: string | null = null;
  for (const line of log.split(/\r\n|\r|\n/)) {
    const [, name = '', data = ''] =
      /^\s*::(\S+?)(?: .*?)?::(.*)$/.exec(line) ?? /##\[(\S+?)(?: .*?)?\](.*)$/.exec(line) ?? [];
    if (resume !== null) {
      if (name === resume) resume = null;
    } else if (name === 'stop-commands') resume = data;
    else if (COMMANDS.test(name)) commands.push(line);
  }
  return commands;
}
