import type { Severity } from '../../src/model/verdict.ts';

/** Other people's pipelines rest on these: an id or a severity changes only with a new major version. */
export const CONTRACT = {
  'trails/no-multi-region-trail': 'high',
  'trails/management-events-gap': 'high',
  'trails/delivery-failing': 'high',
  'trails/stopped': 'high',
  'roles/missing': 'high',
  'roles/dangling': 'high',
  'roles/untrusted-by-api-gateway': 'high',
  'roles/over-broad': 'high',
  'roles/shared-trust': 'high',
  'organization/missing-trail': 'medium',
  'trails/high-volume-sources-excluded': 'medium',
  'stages/missing-access-log': 'medium',
  'stages/missing-execution-log': 'medium',
  'formats/missing-request-id': 'medium',
  'roles/too-narrow': 'medium',
} as const satisfies Readonly<Record<string, Severity>>;

/** The rules of the contract alone, as arguments of a scan. */
export const CONTRACT_RULES: readonly string[] = Object.keys(CONTRACT).flatMap((id) => ['--rules', id]);
