import { parse } from 'yaml';

/** Where the page is, below the repository's root. */
export const ACTION_PAGE = 'docs/action.md';

interface Metadata {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

/** The page on the GitHub Action, with the inputs and outputs of action.yml, whose text is given. */
export function actionPage(actionYml: string): string {
  const { inputs, outputs } = parse(actionYml) as Metadata;
  return `# The GitHub Action

[action.yml](../action.yml) scans AWS in a job of GitHub Actions, writes reports, and tells the job what came of it.
[Workflows to start from](workflows/README.md) show it in use, with the roles that it needs in AWS.

\`\`\`yaml
permissions:
  id-token: write # to get a session in AWS, without any stored key
  contents: read # with code scanning only
  security-events: write # with code scanning only
steps:
  - uses: aws-actions/configure-aws-credentials@ec61189d14ec14c8efccab744f656cffd0e33f37 # v6.1.0
    with:
      role-to-assume: arn:aws:iam::111122223333:role/TrailgateScanner
      aws-region: us-east-1
  - id: scan
    # Not a real commit: put that of the release here that you want to run.
    uses: trailgate/trailgate@0000000000000000000000000000000000000000 # v0.1.0
    with:
      organization: 'true'
      role-name: TrailgateAudit
\`\`\`

## What it does

1. It sets up Node 24, which the steps after it in the job then use too.
2. It installs what its own lockfile names, without running any package's scripts, and builds Trailgate. Nothing is kept
   between jobs: whoever can write to a repository's cache could put code into a job that holds credentials.
3. It runs \`trailgate scan\`. The job's credentials are found as AWS's SDKs find them.
4. Whatever the scan ends with, it sets the outputs, writes the summary and annotations, and comments if that is asked for.
   Only then the step ends, with the scan's exit status. A scan that could not do its work says why in all of them.

The action itself needs no permission of the token, except \`pull-requests: write\` with \`comment\`.

Names from AWS can hold anything. While they are written to the log, the runner is told to take no commands from it. In the
summary and the comment they are code, in annotations they are escaped, and outputs are paths and numbers only.

## Inputs

A list is separated by commas or lines. A switch is \`true\` or \`false\`, and any other word is an error. An empty input is as
good as none. Inputs with the name of an option of \`trailgate scan\` do what \`trailgate scan --help\` says of it.

${table(
  ['Input', 'What it says', 'Default'],
  Object.entries(inputs).map(([name, input]) => [
    code(name),
    input.description,
    input.default === '' ? '' : code(input.default),
  ]),
)}
\`baseline\` is opened before the scan. \`fail-on: high,new\` without one is an error, so that a lost baseline is noticed.

## Outputs

${table(
  ['Output', 'What it is'],
  Object.entries(outputs).map(([name, { description }]) => [code(name), description]),
)}
Paths are as \`report-directory\` is, so below the workspace unless that leads elsewhere, and with slashes on Windows too. Paths
of reports and numbers are empty where there is no report, \`new\` and \`fixed\` also without a baseline. So write
\`steps.scan.outputs.high == '0'\` for "no high failure": it is false where nothing is known.

## Code scanning

\`\`\`yaml
  - if: \${{ !cancelled() && steps.scan.outputs.sarif != '' }}
    uses: github/codeql-action/upload-sarif@8aad20d150bbac5944a9f9d289da16a4b0d87c1e # v4.36.2
    with:
      sarif_file: \${{ steps.scan.outputs.sarif }}
\`\`\`

With \`sarif-split: account\` the output is a folder, in which each file has the category of its account: then give no
\`category\`. Findings that code scanning has no room for are in the other reports: keep \`report-directory\` as an artifact, on
failure too. Without code scanning the summary and the artifact show the same.

## Baselines

Give the \`json\` output of an earlier run as \`baseline\`. All reports then tell what is new, fixed, changed or became unknown;
annotations are of what is new; \`fail-on: high,new\` fails on nothing else. [baseline.yml](workflows/baseline.yml) keeps
baselines as artifacts, [pull-request.yml](workflows/pull-request.yml) in the repository.

## Shards

\`shard: 2/5\` scans the second of five parts of the accounts; the parts follow from the accounts' ids. Each job keeps its
evidence with \`save-inventory\`, and one more job joins them with \`trailgate merge\`, as in
[sharded.yml](workflows/sharded.yml). A job that was stopped can go on with \`resume\`, once its evidence is back in place.

## The comment

\`comment: 'true'\` comments on the pull request of a run for \`pull_request\` or \`pull_request_target\`. The next run changes
that comment. Scans of the same pull request that are to have a comment each need a \`comment-category\` each. Only comments of
the token's own author are changed. A run for a fork has a token that may not comment: then there is a warning, and the
step's status is the scan's. Whoever can read the pull request can read the comment.

## Where it runs

The steps are written for Linux, macOS and Windows, and for jobs in a container that has bash. The tests run them on Linux
with Node 24, GitHub's environment files and stand-ins for AWS and for GitHub's API; GitHub's schema and zizmor accept
action.yml. Not tried yet: GitHub's own runners, macOS, Windows, GitHub Enterprise Server.
`;
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}
