import { readFile } from 'node:fs/promises';
import { Failure } from '../../engine/failure.ts';
import { type GitHub, openGitHub } from './github.ts';

/** Characters that GitHub takes in a comment. */
const LIMIT = 65_536;

export interface CommentRequest {
  /** Markdown; what is too long is cut off at the end of a line. */
  readonly text: string;
  readonly token: string;
  /** Tells the comments of several scans of one pull request apart. */
  readonly category: string;
}

/**
 * Comments on the pull request that the run is for, or brings an earlier comment of the same author and category up to
 * date. Returns whether there is a pull request. Throws a Failure.
 */
export async function commentOnPullRequest(
  { text, token, category }: CommentRequest,
  env: NodeJS.ProcessEnv,
): Promise<boolean> {
  const number = await pullRequestNumber(env);
  if (number === null) return false;
  const github = openGitHub(token, env);
  const mark = markOf(category);
  const body = bodyOf(mark, text, env);
  const id = await earlierComment(github, number, mark);
  if (id === null) await github.rest('POST', `/issues/${number}/comments`, { body });
  else await github.rest('PATCH', `/issues/comments/${id}`, { body });
  return true;
}

/** From the event's own payload (GitHub Docs, Webhook events and payloads). Null where it is not about a pull request. */
async function pullRequestNumber({ GITHUB_EVENT_NAME, GITHUB_EVENT_PATH }: NodeJS.ProcessEnv): Promise<number | null> {
  if (!/^pull_request(_target)?$/.test(GITHUB_EVENT_NAME ?? '') || !GITHUB_EVENT_PATH) return null;
  const { pull_request: pullRequest } = JSON.parse(await readFile(GITHUB_EVENT_PATH, 'utf8'));
  const number: unknown = pullRequest?.number;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number > 0) return number;
  throw new Failure('impossible', 'the event names no pull request');
}

/** Encoded, so that no category ends the comment in HTML. */
function markOf(category: string): string {
  return `<!-- trailgate comment ${encodeURIComponent(category)} -->`;
}

/** The note comes first, because what is cut off may leave anything open. */
function bodyOf(mark: string, text: string, env: NodeJS.ProcessEnv): string {
  const run = `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`;
  const head = `${mark}\nWhat is cut off here is in the summary of [the run](${run}).\n\n`;
  const room = LIMIT - head.length;
  return text.length <= room ? head + text : head + text.slice(0, text.lastIndexOf('\n', room - 1) + 1);
}

interface IssueComment {
  readonly id: number;
  readonly body?: string | null;
  readonly user: { readonly login: string; readonly type: string } | null;
}

/** Anybody can write the mark: only the token's own comments count. */
async function earlierComment(github: GitHub, number: number, mark: string): Promise<number | null> {
  const login = await github.login();
  for await (const comment of github.pages<IssueComment>(`/issues/${number}/comments`)) {
    const { user } = comment;
    const isOwn = user?.login === login || (user?.type === 'Bot' && user.login === `${login}[bot]`);
    if (isOwn && comment.body?.startsWith(mark)) return comment.id;
  }
  return null;
}
