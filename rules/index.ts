import type { Rule } from '../src/model/rule.ts';
import missingRequestId from './formats/missing-request-id.ts';
import missingTrail from './organization/missing-trail.ts';
import danglingRole from './roles/dangling.ts';
import missingRole from './roles/missing.ts';
import overBroadRole from './roles/over-broad.ts';
import sharedTrust from './roles/shared-trust.ts';
import tooNarrowRole from './roles/too-narrow.ts';
import untrustedByApiGateway from './roles/untrusted-by-api-gateway.ts';
import missingAccessLog from './stages/missing-access-log.ts';
import missingExecutionLog from './stages/missing-execution-log.ts';
import deliveryFailing from './trails/delivery-failing.ts';
import highVolumeSourcesExcluded from './trails/high-volume-sources-excluded.ts';
import managementEventsGap from './trails/management-events-gap.ts';
import noMultiRegionTrail from './trails/no-multi-region-trail.ts';
import stoppedTrail from './trails/stopped.ts';

/** Every rule, in the order of reports: who changes APIs first, then who calls them, then what both rest on. */
export const rules: readonly Rule[] = [
  missingTrail,
  noMultiRegionTrail,
  managementEventsGap,
  stoppedTrail,
  deliveryFailing,
  highVolumeSourcesExcluded,
  missingAccessLog,
  missingExecutionLog,
  missingRequestId,
  missingRole,
  danglingRole,
  untrustedByApiGateway,
  sharedTrust,
  overBroadRole,
  tooNarrowRole,
];
