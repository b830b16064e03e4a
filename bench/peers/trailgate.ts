import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../../src/model/report.ts';
import { type Contender, reportedBy, surroundings } from './contender.ts';
import { measure } from './measure.ts';
import { ACCOUNT_IDS, apiIdOf, type Defect, REGIONS, ROLE } from './planted.ts';

/** As built for users, from the checkout. */
export const MAIN = 'dist/src/cli/main.js';

const RULES: Readonly<Record<Defect, string>> = {
  'no-multi-region-trail': 'trails/no-multi-region-trail',
  'management-events-gap': 'trails/management-events-gap',
  'stopped-trail': 'trails/stopped',
  'unvalidated-log-files': 'trails/unvalidated-log-files',
  'unencrypted-trail': 'trails/unencrypted',
  'no-cloudwatch-logs': 'trails/no-cloudwatch-logs',
  'exposed-bucket': 'trails/exposed-bucket',
  'unprotected-bucket': 'trails/unprotected-bucket',
  'rest-without-execution-log': 'stages/missing-execution-log',
  'rest-without-access-log': 'stages/missing-access-log',
  'http-without-access-log': 'stages/missing-access-log',
};
const DEFECTS = Object.keys(RULES) as readonly Defect[];

/** Trailgate with the rules that find these defects, or with all its rules. */
export function trailgate(name: string, checked?: readonly Defect[]): Contender {
  const rules = new Set(checked?.map((defect) => RULES[defect]));
  const start = { program: process.execPath, args: [MAIN, '--version'], env: process.env };
  return {
    name,
    start: { label: 'trailgate --version', command: start, times: 1 },
    async run(endpoint, folder) {
      const report = join(folder, 'report.json');
      const usage = await measure({
        program: process.execPath,
        args: [
          ...[MAIN, 'scan', '--quiet', '--rate-share', '1', '--report', `json=${report}`, '--fail-on', 'never'],
          ...['--accounts', ACCOUNT_IDS.join(','), '--role-name', ROLE, '--regions', REGIONS.join(',')],
          ...[...rules].flatMap((rule) => ['--rules', rule]),
        ],
        env: surroundings(endpoint),
      });
      const { findings } = JSON.parse(await readFile(report, 'utf8')) as { readonly findings: readonly Finding[] };
      return { ...usage, reported: reportedBy(findings.flatMap(defectsIn), checked ?? DEFECTS) };
    },
  };
}

function defectsIn({ outcome, ruleId, accountId, resource: { arn, name } }: Finding): [Defect, string][] {
  if (outcome !== 'fail') return [];
  const defects = DEFECTS.filter((defect) => RULES[defect] === ruleId);
  switch (ruleId) {
    case 'stages/missing-execution-log':
    case 'stages/missing-access-log': {
      const kind = arn.includes('/restapis/') ? 'rest' : 'http';
      return defects.filter((defect) => defect.startsWith(kind)).map((defect) => [defect, apiIdOf(arn)]);
    }
    case 'trails/no-multi-region-trail':
    case 'trails/management-events-gap':
      return defects.map((defect) => [defect, accountId]);
    case 'trails/exposed-bucket':
    case 'trails/unprotected-bucket':
      return defects.map((defect) => [defect, name]);
    default:
      return defects.map((defect) => [defect, arn]);
  }
}
