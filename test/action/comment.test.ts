import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commentOnPullRequest } from '../../src/cli/action/comment.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type GitHubServer, startGitHub } from './github-server.ts';

const TOKEN = 'ghs_0123456789abcdef';
const folder = temporaryFolder();
const REQUEST = { text: '# Trailgate\n', token: TOKEN, category: 'trailgate' } as const;
const MARK = '<!-- trailgate comment trailgate -->';

let github: GitHubServer;
beforeEach(async () => {
  github = await startGitHub(TOKEN);
});
afterEach(() => github.stop());

/** The environment of a run for an event with this payload. */
function runFor(payload: unknown, name = 'pull_request'): NodeJS.ProcessEnv {
  const event = join(folder, 'event.json');
  writeFileSync(event, JSON.stringify(payload));
  return { ...github.environment, GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: event };
}

const pullRequest = () => runFor({ pull_request: { number: 7 } });

function someoneElse(id: number, body: string, type = 'User') {
  return { id, user: { login: type === 'Bot' ? 'other-app[bot]' : 'github-actions', type }, body };
}

test('the first scan comments, with a way to the run', async () => {
  expect(await commentOnPullRequest(REQUEST, pullRequest())).toBe(true);
  expect(github.comments.map(({ body }) => body)).toEqual([
    `${MARK}\nWhat is cut off here is in the summary of [the run](https://github.example.com/example/audit/actions/runs/4711).\n\n# Trailgate\n`,
  ]);
});

test('the next scan brings that comment up to date', async () => {
  await commentOnPullRequest(REQUEST, pullRequest());
  await commentOnPullRequest({ ...REQUEST, text: '# All repaired\n' }, pullRequest());
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).toContain('# All repaired');
});

test('a scan of another category has a comment of its own', async () => {
  await commentOnPullRequest(REQUEST, pullRequest());
  await commentOnPullRequest({ ...REQUEST, category: 'other --> <b>' }, pullRequest());
  await commentOnPullRequest({ ...REQUEST, category: 'other --> <b>' }, pullRequest());
  expect(github.comments.map(({ body }) => body.split('\n')[0])).toEqual([
    MARK,
    '<!-- trailgate comment other%20--%3E%20%3Cb%3E -->',
  ]);
});

test('a comment of somebody else is not ours, whatever it says', async () => {
  const foreign = [someoneElse(1, `${MARK}\nOurs`), someoneElse(2, `${MARK}\nOurs`, 'Bot')];
  github.comments.push(...foreign);
  await commentOnPullRequest(REQUEST, pullRequest());
  expect(github.comments).toHaveLength(3);
  expect(foreign.map(({ body }) => body)).toEqual([`${MARK}\nOurs`, `${MARK}\nOurs`]);
});

test('an earlier comment is found behind hundreds of others', async () => {
  github.comments.push(...Array.from({ length: 250 }, (_, index) => someoneElse(index + 1, 'Looks good')));
  await commentOnPullRequest(REQUEST, pullRequest());
  await commentOnPullRequest({ ...REQUEST, text: '# Later\n' }, pullRequest());
  expect(github.comments).toHaveLength(251);
  expect(github.comments.at(-1)?.body).toContain('# Later');
  expect(github.requests.filter((request) => request.includes('page=3'))).toHaveLength(2);
});

test('what GitHub would not take is cut off at the end of a line', async () => {
  const line = `- ${'x'.repeat(998)} 😀\n`;
  await commentOnPullRequest({ ...REQUEST, text: line.repeat(100) }, pullRequest());
  const body = github.comments[0]?.body ?? '';
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body.length).toBeGreaterThan(64_000);
  expect(body.endsWith(line)).toBe(true);
});

test.each([
  ['a push', 'push', { ref: 'refs/heads/main' }],
  ['a comment on a pull request', 'issue_comment', { issue: { number: 7, pull_request: {} } }],
  ['a schedule', 'schedule', {}],
])('%s is no pull request', async (_, name, payload) => {
  expect(await commentOnPullRequest(REQUEST, runFor(payload, name))).toBe(false);
  expect(github.requests).toEqual([]);
});

test.each([[{}], [{ pull_request: { number: '7/../../../user' } }], [{ pull_request: { number: -7 } }]])(
  'an event without a number is not guessed at: %j',
  async (payload) => {
    await expect(commentOnPullRequest(REQUEST, runFor(payload))).rejects.toThrow('the event names no pull request');
    expect(github.requests).toEqual([]);
  },
);

test('a token that may only read is an error that says what is missing', async () => {
  github.refusals.set('POST', { status: 403, message: 'Resource not accessible by integration' });
  await expect(commentOnPullRequest(REQUEST, pullRequest())).rejects.toThrow(
    /^GitHub answered 403 to POST .+\/issues\/7\/comments: Resource not accessible by integration; the job needs pull-requests: write/,
  );
});

test('a wrong token, none, and a GitHub that does not answer are errors', async () => {
  const env = pullRequest();
  await expect(commentOnPullRequest({ ...REQUEST, token: 'ghs_wrong' }, env)).rejects.toThrow(/401.+Bad credentials/);
  await expect(commentOnPullRequest({ ...REQUEST, token: '' }, env)).rejects.toThrow('there is no token');
  const nowhere = { ...env, GITHUB_GRAPHQL_URL: 'http://127.0.0.1:1/graphql' };
  await expect(commentOnPullRequest(REQUEST, nowhere)).rejects.toThrow(
    /^POST http:\/\/127\.0\.0\.1:1\/graphql failed: /,
  );
});
