import type { VersionControl } from '../model/report.ts';

/**
 * The revision that a workflow of GitHub Actions runs for, from the variables that it sets (GitHub Docs, Variables
 * reference); null elsewhere.
 */
export function versionControlOf(environment: NodeJS.ProcessEnv): VersionControl | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: revisionId } = environment;
  const { GITHUB_REF_NAME: name, GITHUB_REF_TYPE: type } = environment;
  if (!server || !repository || !revisionId) return null;
  const repositoryUri = `${server}/${repository}`;
  if (!URL.canParse(repositoryUri)) return null;
  return { repositoryUri: new URL(repositoryUri).href, revisionId, branch: type === 'tag' ? null : name || null };
}
