import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { workflows } from './files.ts';

const jobs = workflows.flatMap((workflow) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ place: `${workflow.path}, ${id}`, job })),
);

const OURS = 'trailgate/trailgate@';

describe('every workflow', () => {
  test.each(workflows)('$path grants nothing at the top, and says what runs at the same time', (workflow) => {
    expect(workflow.permissions).toEqual({});
    expect(workflow.concurrency).toMatchObject({ group: expect.any(String), 'cancel-in-progress': expect.anything() });
  });

  test.each(workflows)('$path pins every action to a commit and says of which version', ({ text }) => {
    const uses = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
    for (const line of uses) expect(line).toMatch(/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('an action has the same commit and version everywhere', () => {
    const pins = new Map<string, Set<string>>();
    const texts = ['action.yml', 'docs/action.md'].map((path) => readFileSync(path, 'utf8'));
    for (const text of [...workflows.map((workflow) => workflow.text), ...texts]) {
      for (const [, repository = '', pin = ''] of text.matchAll(/uses: ([\w.-]+\/[\w.-]+)[\w./-]*@(.+)$/gm)) {
        pins.set(repository, (pins.get(repository) ?? new Set()).add(pin));
      }
    }
    expect(pins.size).toBeGreaterThan(5);
    for (const [repository, found] of pins) expect([...found], repository).toHaveLength(1);
  });
});

describe('every job', () => {
  test.each(jobs)('$place has a name, an end and permissions of its own', ({ job }) => {
    expect(job.name).toBeTruthy();
    expect(job['timeout-minutes']).toBeGreaterThan(0);
    expect(job.permissions).toBeDefined();
  });

  test.each(jobs)('$place leaves no token behind after a checkout', ({ job }) => {
    for (const { uses, with: inputs } of job.steps) {
      if (uses?.startsWith('actions/checkout@')) expect(inputs?.['persist-credentials']).toBe(false);
    }
  });

  test.each(jobs)('$place puts no expression into a script', ({ job }) => {
    for (const { run = '' } of job.steps) expect(run).not.toContain('${{');
  });
});

describe('the workflows that users are shown', () => {
  const shown = workflows.filter(({ path }) => path.startsWith('docs/'));
  const readme = readFileSync('docs/workflows/README.md', 'utf8');

  test.each(shown)('$path is in the README', ({ path }) => {
    expect(readme).toContain(`](${path.replace('docs/workflows/', '')})`);
  });

  test.each(shown)('$path says next to each placeholder that it is none of our commits', ({ text }) => {
    const lines = text.split('\n');
    const uses = lines.flatMap((line, index) => (line.includes(`uses: ${OURS}`) ? [index] : []));
    expect(uses.length).toBeGreaterThan(0);
    for (const index of uses) {
      expect(lines[index]).toContain(`@${'0'.repeat(40)} `);
      expect(lines[index - 1]).toContain('# Not a real commit');
    }
  });

  test.each(shown)(
    '$path gives our action only inputs that it has, and reads only outputs that it has',
    ({ jobs, text }) => {
      const { inputs, outputs } = parse(readFileSync('action.yml', 'utf8'));
      const scans = Object.values(jobs).flatMap(({ steps }) => steps.filter(({ uses }) => uses?.startsWith(OURS)));
      for (const { with: given = {} } of scans) {
        expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
      }
      const read = [...text.matchAll(/steps\.scan\.outputs\.([\w-]+)/g)].map(([, name]) => name);
      expect(Object.keys(outputs)).toEqual(expect.arrayContaining(read));
    },
  );

  test('the README’s trust lets in only the environment that they name', () => {
    const trust = /```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const subject = JSON.parse(trust).Statement[0].Condition.StringEquals['token.actions.githubusercontent.com:sub'];
    const environments = shown
      .flatMap((workflow) => Object.values(workflow.jobs))
      .filter(({ permissions }) => permissions?.['id-token'] === 'write')
      .map(({ environment }) => environment);
    expect(environments.length).toBeGreaterThan(3);
    for (const environment of environments) expect(subject.endsWith(`:environment:${environment}`)).toBe(true);
  });
});
