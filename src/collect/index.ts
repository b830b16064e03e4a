import type { EvidenceKey } from '../model/catalog.ts';
import { accountRegions } from './account-regions.ts';
import { apiGatewayAccount } from './apigateway-account.ts';
import { apis } from './apis.ts';
import type { Collector } from './collector.ts';
import { accessLogStreams } from './firehose-streams.ts';
import { executionLogDeliveries, logDeliveryPolicies } from './log-deliveries.ts';
import { accessLogGroups } from './log-groups.ts';
import { organizationTrails } from './organization-trails.ts';
import { accounts, cloudTrailAdministrators, organization, organizationRegions } from './organizations.ts';
import { roles } from './roles.ts';
import { trailBucketAccess, trailBuckets } from './trail-buckets.ts';
import { trailDestinations } from './trail-destinations.ts';
import { trailDetails } from './trail-details.ts';
import { trails } from './trails.ts';

/** The collector of each question. A key without one does not compile. */
export const collectors: { readonly [K in EvidenceKey]: Collector<K> } = {
  'organizations.organization': organization,
  'organizations.accounts': accounts,
  'organizations.delegated-administrators': cloudTrailAdministrators,
  'organizations.regions': organizationRegions,
  'cloudtrail.organization-trails': organizationTrails,
  'account.regions': accountRegions,
  'cloudtrail.trail-details': trailDetails,
  'cloudtrail.trail-destinations': trailDestinations,
  's3.trail-buckets': trailBuckets,
  's3.trail-bucket-access': trailBucketAccess,
  'iam.roles': roles,
  'cloudtrail.trails': trails,
  'apigateway.account': apiGatewayAccount,
  'apigateway.apis': apis,
  'logs.access-log-groups': accessLogGroups,
  'firehose.access-log-streams': accessLogStreams,
  'logs.delivery-policies': logDeliveryPolicies,
  'logs.execution-log-deliveries': executionLogDeliveries,
};
