import { Failure } from '../../engine/failure.ts';

/** GitHub's API, for the repository that the run is for. All of it throws a Failure where GitHub does not do what it is asked for. */
export interface GitHub {
  /** Who the token belongs to; a bot's name may lack its `[bot]`. */
  login(): Promise<string>;
  rest(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<Response>;
  /** Every item of a list, page by page. */
  pages<T>(path: string): AsyncIterable<T>;
}

/** Milliseconds. */
const PATIENCE = 30_000;
/** An issue takes 2,500 comments, of which a page has a hundred. */
const MOST_PAGES = 50;
const PERMISSION = 'the job needs pull-requests: write, which a run for a fork does not get';

/** Where GitHub is, the runner's own variables say: on GitHub Enterprise Server it is elsewhere. Throws a Failure. */
export function openGitHub(token: string, env: NodeJS.ProcessEnv): GitHub {
  const { GITHUB_API_URL: api, GITHUB_GRAPHQL_URL: graphql, GITHUB_REPOSITORY: repository } = env;
  if (!token || !api || !graphql || !repository) {
    throw new Failure('impossible', 'there is no token, or the runner does not say where GitHub is');
  }
  const ask = asker(token);
  const rest: GitHub['rest'] = (method, path, body) => ask(method, `${api}/repos/${repository}${path}`, body);
  return {
    rest,
    // REST does not tell an app's token whose it is: GET /user is for people.
    login: async () => loginIn(await (await ask('POST', graphql, { query: '{ viewer { login } }' })).json()),
    async *pages<T>(path: string) {
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const response = await rest('GET', `${path}?per_page=100&page=${page}`);
        yield* (await response.json()) as readonly T[];
        if (!/rel="next"/.test(response.headers.get('link') ?? '')) return;
      }
    },
  };
}

/** GraphQL answers 200 also where it refuses. */
function loginIn(answer: unknown): string {
  const { data } = answer as { readonly data?: { readonly viewer?: { readonly login?: unknown } } };
  const login = data?.viewer?.login;
  if (typeof login === 'string') return login;
  throw new Failure('impossible', 'GitHub does not say whose the token is');
}

function asker(token: string) {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'user-agent': 'trailgate',
    'x-github-api-version': '2022-11-28',
  };
  return async (method: string, url: string, body?: object): Promise<Response> => {
    const response = await fetch(url, {
      method,
      headers,
      signal: AbortSignal.timeout(PATIENCE),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: Error) => {
      const { message } = error.cause instanceof Error ? error.cause : error;
      throw new Failure('impossible', `${method} ${url} failed: ${message}`);
    });
    if (response.ok) return response;
    const said = (await response.json().catch(() => null)) as { readonly message?: unknown } | null;
    const why = typeof said?.message === 'string' ? `: ${said.message}` : '';
    const hint = response.status === 403 || response.status === 404 ? `; ${PERMISSION}` : '';
    throw new Failure('impossible', `GitHub answered ${response.status} to ${method} ${url}${why}${hint}`);
  };
}
