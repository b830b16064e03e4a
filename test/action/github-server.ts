import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface Comment {
  readonly id: number;
  readonly user: { readonly login: string; readonly type: string };
  body: string;
}

export interface GitHubServer {
  /** What a runner tells its steps of GitHub. */
  readonly environment: Readonly<Record<string, string>>;
  readonly comments: Comment[];
  /** Method and path of each request, in their order. */
  readonly requests: string[];
  /** What is answered instead, by method. */
  readonly refusals: Map<string, { readonly status: number; readonly message: string }>;
  stop(): Promise<void>;
}

const BOT = { login: 'github-actions[bot]', type: 'Bot' } as const;
const ISSUE = '/api/v3/repos/example/audit/issues';
const PAGE = 100;

/** The parts of GitHub's API that comment on pull request 7 of example/audit, on loopback (GitHub Docs, REST API, issue comments). */
export async function startGitHub(token: string): Promise<GitHubServer> {
  const comments: Comment[] = [];
  const requests: string[] = [];
  const refusals: GitHubServer['refusals'] = new Map();

  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown; link?: string }> {
    const { method = '', url = '', headers } = request;
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    requests.push(`${method} ${url}`);
    if (headers.authorization !== `Bearer ${token}`) return { status: 401, body: { message: 'Bad credentials' } };
    if (pathname === '/api/graphql') return { status: 200, body: { data: { viewer: { login: BOT.login } } } };
    const refusal = refusals.get(method);
    if (refusal !== undefined) return { status: refusal.status, body: { message: refusal.message } };
    if (method === 'GET' && pathname === `${ISSUE}/7/comments`) {
      const page = Number(searchParams.get('page'));
      const body = comments.slice((page - 1) * PAGE, page * PAGE);
      const more = comments.length > page * PAGE;
      return { status: 200, body, ...(more ? { link: `<http://localhost/elsewhere>; rel="next"` } : {}) };
    }
    const { body = '' } = (await json(request)) as { readonly body?: string };
    if (body.length > 65_536) return { status: 422, body: { message: 'Validation Failed' } };
    if (method === 'POST' && pathname === `${ISSUE}/7/comments`) {
      const comment = { id: 1000 + comments.length, user: BOT, body };
      comments.push(comment);
      return { status: 201, body: comment };
    }
    const comment = comments.find(({ id }) => method === 'PATCH' && pathname === `${ISSUE}/comments/${id}`);
    if (comment === undefined) return { status: 404, body: { message: 'Not Found' } };
    comment.body = body;
    return { status: 200, body: comment };
  }

  const server = createServer(async (request, response) => {
    const { status, body, link } = await answer(request);
    response.writeHead(status, { 'content-type': 'application/json', ...(link === undefined ? {} : { link }) });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    environment: {
      GITHUB_API_URL: `${origin}/api/v3`,
      GITHUB_GRAPHQL_URL: `${origin}/api/graphql`,
      GITHUB_SERVER_URL: 'https://github.example.com',
      GITHUB_REPOSITORY: 'example/audit',
      GITHUB_RUN_ID: '4711',
      GITHUB_SHA: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c',
    },
    comments,
    requests,
    refusals,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
