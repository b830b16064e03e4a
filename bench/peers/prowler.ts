import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Contender, reportedBy, surroundings } from './contender.ts';
import { measure, together } from './measure.ts';
import { ACCOUNT_IDS, apiIdOf, type Defect, REGIONS, ROLE } from './planted.ts';

/** Prowler's checks of what Trailgate judges too. */
const CHECKS: Readonly<Record<string, Defect>> = {
  cloudtrail_multi_region_enabled: 'no-multi-region-trail',
  cloudtrail_multi_region_enabled_logging_management_events: 'management-events-gap',
  cloudtrail_log_file_validation_enabled: 'unvalidated-log-files',
  cloudtrail_kms_encryption_enabled: 'unencrypted-trail',
  cloudtrail_cloudwatch_logging_enabled: 'no-cloudwatch-logs',
  cloudtrail_logs_s3_bucket_is_not_publicly_accessible: 'exposed-bucket',
  cloudtrail_bucket_requires_mfa_delete: 'unprotected-bucket',
  apigateway_restapi_logging_enabled: 'rest-without-execution-log',
  apigatewayv2_api_access_logging_enabled: 'http-without-access-log',
};

export const PROWLER_DEFECTS = Object.values(CHECKS);

/** What is read of a finding in OCSF. */
interface OcsfFinding {
  readonly status_code: string;
  readonly status_detail: string;
  readonly metadata: { readonly event_code: string };
  readonly resources: readonly { readonly uid: string }[];
}

/** A run of Prowler is of one account: one run for each, one after the other. */
export function prowler(programs: string): Contender {
  const program = join(programs, 'prowler');
  const start = { program, args: ['--version'], env: process.env };
  return {
    name: `Prowler, ${ACCOUNT_IDS.length} runs`,
    start: { label: 'prowler --version', command: start, times: ACCOUNT_IDS.length },
    async run(endpoint, folder) {
      const usages = [];
      const said: [Defect, string][] = [];
      for (const accountId of ACCOUNT_IDS) {
        const args = argumentsFor(accountId, folder);
        usages.push(await measure({ program, args, env: surroundings(endpoint) }));
        const findings = JSON.parse(await readFile(join(folder, `${accountId}.ocsf.json`), 'utf8')) as OcsfFinding[];
        said.push(...findings.flatMap((finding) => defectsIn(finding, accountId)));
      }
      return { ...together(usages), reported: reportedBy(said, PROWLER_DEFECTS) };
    },
  };
}

function argumentsFor(accountId: string, folder: string): readonly string[] {
  return [
    ...['aws', '--role', `arn:aws:iam::${accountId}:role/${ROLE}`, '--region', ...REGIONS],
    ...['--check', ...Object.keys(CHECKS), '--no-banner', '--no-color', '--ignore-exit-code-3'],
    ...['--output-formats', 'json-ocsf', '--output-directory', folder, '--output-filename', accountId],
  ];
}

function defectsIn(finding: OcsfFinding, accountId: string): [Defect, string][] {
  const defect = CHECKS[finding.metadata.event_code];
  if (defect === undefined || finding.status_code !== 'FAIL') return [];
  const arn = finding.resources[0]?.uid ?? '';
  switch (defect) {
    case 'no-multi-region-trail':
    case 'management-events-gap':
      return [[defect, accountId]];
    case 'exposed-bucket':
    case 'unprotected-bucket':
      // The resource is the trail; the bucket is in the words.
      return [[defect, /cloudtrail-logs-\d+/.exec(finding.status_detail)?.[0] ?? '']];
    case 'rest-without-execution-log':
    case 'http-without-access-log':
      return [[defect, apiIdOf(arn)]];
    default:
      return [[defect, arn]];
  }
}
