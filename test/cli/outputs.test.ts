import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { type Output, parseOutputs, requireWritable, writeOutputs } from '../../src/cli/outputs.ts';
import { versionControlOf } from '../../src/cli/version-control.ts';
import { Failure } from '../../src/engine/failure.ts';
import type { ReportFile } from '../../src/model/report.ts';
import { PLAIN } from '../reports/render.ts';
import { temporaryFolder } from '../support/folder.ts';
import { sampleReport } from '../support/report.ts';

const folder = temporaryFolder();

/** A place in the folder that nothing is at yet. */
let places = 0;
function place(): string {
  places += 1;
  return join(folder, `place-${places}`);
}

/** The sentence of the usage Failure that an action ends in. */
async function refusal(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (error instanceof Failure && error.kind === 'usage') return error.message;
    throw error;
  }
  throw new Error('not refused');
}

/** A report in several files that are written here, not rendered. */
function several(path: string, files: () => AsyncIterable<ReportFile>): Output {
  return { format: 'asff', path, filesReporter: files };
}

async function* pieces(...texts: readonly string[]): AsyncIterable<string> {
  yield* texts;
}

describe('the reports that are asked for', () => {
  test('go to a file, to standard output or, where they are several files, to a folder', () => {
    const outputs = parseOutputs(['json=a=b.json', 'sarif', 'asff=findings']);
    expect(outputs.map(({ format, path }) => [format, path])).toEqual([
      ['json', 'a=b.json'],
      ['sarif', null],
      ['asff', 'findings'],
    ]);
    expect(outputs.map((output) => 'filesReporter' in output)).toEqual([false, false, true]);
  });

  test('of SARIF are several files where they are split, and no others are', () => {
    const outputs = parseOutputs(['sarif=all', 'sarif-github=alerts', 'json=report.json'], 'account');
    expect(outputs.map((output) => 'filesReporter' in output)).toEqual([true, true, false]);
  });

  test.each<[string, readonly string[], 'account' | null, RegExp]>([
    ['several files on standard output', ['asff'], null, /asff is several files; .*--report asff=FOLDER/],
    ['split SARIF on standard output', ['sarif-github'], 'account', /--report sarif-github=FOLDER/],
    ['a split of nothing', ['json=report.json'], 'account', /--sarif-split is for .* sarif or sarif-github/],
    ['a format that there is not', ['pdf'], null, /no report format is called pdf; there are json, .*asff/],
    ['no file', ['json='], null, /json= names no file/],
    ['one file twice', ['json=a.json', 'html=./a.json'], null, /cannot both go to \.\/a\.json/],
    ['standard output twice', ['json', 'sarif'], null, /cannot both go to standard output/],
  ])('are refused: %s', async (_, texts, split, sentence) => {
    expect(await refusal(() => parseOutputs(texts, split))).toMatch(sentence);
  });
});

describe('before a scan', () => {
  test('a folder for reports is made, and taken where it is empty', async () => {
    const path = join(place(), 'deep');
    await requireWritable(parseOutputs([`asff=${path}`]));
    await requireWritable(parseOutputs([`asff=${path}`]));
    expect(readdirSync(path)).toEqual([]);
  });

  test('a folder that holds anything is refused, and left as it is', async () => {
    const path = place();
    mkdirSync(path);
    writeFileSync(join(path, 'notes.txt'), 'mine');
    expect(await refusal(() => requireWritable(parseOutputs([`asff=${path}`])))).toContain('is not empty');
    expect(readdirSync(path)).toEqual(['notes.txt']);
  });

  test('a file in the place of a folder is refused', async () => {
    const path = place();
    writeFileSync(path, '');
    expect(await refusal(() => requireWritable(parseOutputs([`asff=${path}`])))).toContain('cannot be written to');
  });

  test('a file is tried, and does not stay', async () => {
    const path = place();
    await requireWritable(parseOutputs([`json=${path}`]));
    expect(existsSync(path)).toBe(false);
    expect(await refusal(() => requireWritable(parseOutputs([`json=${join(path, 'a.json')}`])))).toContain('a.json');
  });
});

describe('what is written', () => {
  test('is a file for each account in the folder', async () => {
    const path = place();
    const outputs = parseOutputs([`sarif-github=${path}`], 'account');
    await requireWritable(outputs);
    await writeOutputs(outputs, sampleReport(), PLAIN);
    const names = readdirSync(path).sort();
    expect(names).toEqual([
      'trailgate-o-exampleorgid-111122223333.sarif',
      'trailgate-o-exampleorgid-333344445555.sarif',
      'trailgate-o-exampleorgid-444455556666.sarif',
    ]);
    for (const name of names) expect(JSON.parse(readFileSync(join(path, name), 'utf8'))).toHaveProperty('version');
  });

  test('tells the revision that the scan ran for, on standard output as in a file', async () => {
    const versionControl = { repositoryUri: 'https://github.com/example/audits', revisionId: 'c0ffee', branch: null };
    const path = place();
    const written: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    await writeOutputs(parseOutputs([`sarif=${path}`, 'sarif']), sampleReport(), { ...PLAIN, versionControl });
    vi.restoreAllMocks();
    expect(readFileSync(path, 'utf8')).toContain('"revisionId": "c0ffee"');
    expect(written.join('')).toContain('"revisionId": "c0ffee"');
  });

  test('has its own name only when it is whole', async () => {
    const path = place();
    mkdirSync(path);
    const file = join(path, 'one.json');
    const there: boolean[] = [];
    async function* watching() {
      yield 'first half, ';
      there.push(existsSync(file));
      yield 'second half';
    }
    async function* files() {
      yield { name: 'one.json', pieces: watching() };
    }
    await writeOutputs([several(path, files)], sampleReport(), PLAIN);
    expect(there).toEqual([false]);
    expect(readFileSync(file, 'utf8')).toBe('first half, second half');
    expect(readdirSync(path)).toEqual(['one.json']);
  });

  test('does not take the place of a device', async () => {
    const path = place();
    symlinkSync('/dev/null', path);
    await writeOutputs(parseOutputs([`json=${path}`]), sampleReport(), PLAIN);
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  test('is none of several files where one of them fails', async () => {
    const path = place();
    mkdirSync(path);
    async function* breaking(): AsyncIterable<string> {
      yield 'half';
      throw new Error('the disk is full');
    }
    async function* files() {
      yield { name: 'one.json', pieces: pieces('whole') };
      yield { name: 'two.json', pieces: breaking() };
    }
    await expect(writeOutputs([several(path, files)], sampleReport(), PLAIN)).rejects.toThrow(
      `the report could not be written to ${path}: the disk is full`,
    );
    expect(readdirSync(path)).toEqual([]);
  });
});

describe('the revision that a workflow runs for', () => {
  const variables = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'example/audits',
    GITHUB_SHA: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
  };
  const known = {
    repositoryUri: 'https://github.com/example/audits',
    revisionId: variables.GITHUB_SHA,
    branch: 'main',
  };

  test.each([
    ['on a branch', variables, known],
    ['on a tag', { ...variables, GITHUB_REF_NAME: 'v1.2.0', GITHUB_REF_TYPE: 'tag' }, { ...known, branch: null }],
    ['without a name', { ...variables, GITHUB_REF_NAME: '' }, { ...known, branch: null }],
    ['of no repository', { ...variables, GITHUB_REPOSITORY: undefined }, null],
    ['of no commit', { ...variables, GITHUB_SHA: '' }, null],
    ['of a server that is none', { ...variables, GITHUB_SERVER_URL: 'github' }, null],
    ['outside of a workflow', {}, null],
  ])('%s', (_, environment, expected) => {
    expect(versionControlOf(environment)).toEqual(expected);
  });
});
