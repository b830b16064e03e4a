import type { Rule } from '../src/model/rule.ts';
import brokenFormat from './formats/broken-json.ts';
import lineBreak from './formats/line-break.ts';
import missingAuditFields from './formats/missing-audit-fields.ts';
import missingRequestId from './formats/missing-request-id.ts';
import sensitiveVariable from './formats/sensitive-variable.ts';
import tooLongFormat from './formats/too-long.ts';
import unavailableVariable from './formats/unavailable-variable.ts';
import unknownVariable from './formats/unknown-variable.ts';
import missingTrail from './organization/missing-trail.ts';
import noDelegatedAdministrator from './organization/no-delegated-administrator.ts';
import trailHomedInOptInRegion from './organization/trail-homed-in-opt-in-region.ts';
import danglingRole from './roles/dangling.ts';
import missingRole from './roles/missing.ts';
import overBroadRole from './roles/over-broad.ts';
import sharedTrust from './roles/shared-trust.ts';
import tooNarrowRole from './roles/too-narrow.ts';
import untrustedByApiGateway from './roles/untrusted-by-api-gateway.ts';
import danglingLogDestination from './stages/dangling-log-destination.ts';
import fullRequestLogging from './stages/full-request-logging.ts';
import logDestinationWithoutFormat from './stages/log-destination-without-format.ts';
import missingAccessLog from './stages/missing-access-log.ts';
import missingExecutionLog from './stages/missing-execution-log.ts';
import reroutedExecutionLog from './stages/rerouted-execution-log.ts';
import undeliverableHttpLog from './stages/undeliverable-http-log.ts';
import unretainedLogGroup from './stages/unretained-log-group.ts';
import danglingDestination from './trails/dangling-destination.ts';
import deliveryFailing from './trails/delivery-failing.ts';
import duplicateManagementEvents from './trails/duplicate-management-events.ts';
import exposedBucket from './trails/exposed-bucket.ts';
import globalEventsExcluded from './trails/global-events-excluded.ts';
import highVolumeSourcesExcluded from './trails/high-volume-sources-excluded.ts';
import managementEventsGap from './trails/management-events-gap.ts';
import noCloudWatchLogs from './trails/no-cloudwatch-logs.ts';
import noMultiRegionTrail from './trails/no-multi-region-trail.ts';
import stoppedTrail from './trails/stopped.ts';
import unencryptedTrail from './trails/unencrypted.ts';
import unprotectedBucket from './trails/unprotected-bucket.ts';
import unvalidatedLogFiles from './trails/unvalidated-log-files.ts';

/** Every rule, in the order of reports: who changes APIs first, then who calls them, then what both rest on. */
export const rules: readonly Rule[] = [
  missingTrail,
  trailHomedInOptInRegion,
  noDelegatedAdministrator,
  noMultiRegionTrail,
  managementEventsGap,
  stoppedTrail,
  deliveryFailing,
  highVolumeSourcesExcluded,
  globalEventsExcluded,
  danglingDestination,
  exposedBucket,
  unprotectedBucket,
  unvalidatedLogFiles,
  unencryptedTrail,
  noCloudWatchLogs,
  duplicateManagementEvents,
  missingAccessLog,
  missingExecutionLog,
  logDestinationWithoutFormat,
  danglingLogDestination,
  undeliverableHttpLog,
  unretainedLogGroup,
  reroutedExecutionLog,
  fullRequestLogging,
  missingRequestId,
  unknownVariable,
  unavailableVariable,
  brokenFormat,
  lineBreak,
  tooLongFormat,
  missingAuditFields,
  sensitiveVariable,
  missingRole,
  danglingRole,
  untrustedByApiGateway,
  sharedTrust,
  overBroadRole,
  tooNarrowRole,
];
