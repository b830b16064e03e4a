import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Contender, reportedBy, surroundings } from './contender.ts';
import { measure } from './measure.ts';
import { ACCOUNT_IDS, type Defect, REGIONS, ROLE } from './planted.ts';

/** From the checkout. Each policy is called after the defect that it matches. */
const POLICIES = 'bench/peers/policies.yml';

export const CUSTODIAN_DEFECTS: readonly Defect[] = [
  'no-multi-region-trail',
  'management-events-gap',
  'stopped-trail',
  'unvalidated-log-files',
  'unencrypted-trail',
  'no-cloudwatch-logs',
  'rest-without-execution-log',
  'rest-without-access-log',
  'http-without-access-log',
];

/** What is read of a resource that a policy matched: an account, a trail, or a stage of either kind of API. */
interface Matched {
  readonly account_id?: string;
  readonly TrailARN?: string;
  readonly restApiId?: string;
  readonly 'c7n:parent-id'?: string;
}

/** One run of c7n-org for all accounts, with as many processes as it takes by itself. */
export function cloudCustodian(programs: string): Contender {
  const program = join(programs, 'c7n-org');
  return {
    name: 'c7n-org',
    // It has no --version.
    start: { label: 'c7n-org --help', command: { program, args: ['--help'], env: process.env }, times: 1 },
    async run(endpoint, folder) {
      const accounts = join(folder, 'accounts.json');
      const cache = join(folder, 'cache');
      const output = join(folder, 'output');
      await writeFile(accounts, accountsFile());
      await mkdir(cache);
      const args = ['run', '--config', accounts, '--use', POLICIES, '--output-dir', output, '--cache-path', cache];
      const regions = REGIONS.flatMap((region) => ['--region', region]);
      const usage = await measure({ program, args: [...args, ...regions], env: surroundings(endpoint) });
      return { ...usage, reported: reportedBy(await matchesIn(output), CUSTODIAN_DEFECTS) };
    },
  };
}

/** JSON is YAML. */
function accountsFile(): string {
  const accounts = ACCOUNT_IDS.map((id) => ({ account_id: id, name: id, role: `arn:aws:iam::${id}:role/${ROLE}` }));
  return JSON.stringify({ accounts });
}

async function matchesIn(output: string): Promise<readonly [Defect, string][]> {
  const places = ACCOUNT_IDS.flatMap((account) => REGIONS.map((region) => join(output, account, region)));
  const said: [Defect, string][] = [];
  for (const place of places) {
    for (const policy of CUSTODIAN_DEFECTS) {
      const file = join(place, policy, 'resources.json');
      if (!existsSync(file)) continue; // a policy for accounts runs in one region
      const matched = JSON.parse(await readFile(file, 'utf8')) as readonly Matched[];
      for (const resource of matched) said.push([policy, subjectOf(resource)]);
    }
  }
  return said;
}

function subjectOf({ account_id, TrailARN, restApiId, ...stage }: Matched): string {
  return account_id ?? TrailARN ?? restApiId ?? stage['c7n:parent-id'] ?? '';
}
