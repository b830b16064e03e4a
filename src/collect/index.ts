import type { EvidenceKey } from '../model/catalog.ts';
import { accountRegions } from './account-regions.ts';
import { apiGatewayAccount } from './apigateway-account.ts';
import { apis } from './apis.ts';
import type { Collector } from './collector.ts';
import { organizationTrails } from './organization-trails.ts';
import { accounts, organization } from './organizations.ts';
import { roles } from './roles.ts';
import { trailDetails } from './trail-details.ts';
import { trails } from './trails.ts';

/** The collector of each question. A key without one does not compile. */
export const collectors: { readonly [K in EvidenceKey]: Collector<K> } = {
  'organizations.organization': organization,
  'organizations.accounts': accounts,
  'cloudtrail.organization-trails': organizationTrails,
  'account.regions': accountRegions,
  'cloudtrail.trail-details': trailDetails,
  'iam.roles': roles,
  'cloudtrail.trails': trails,
  'apigateway.account': apiGatewayAccount,
  'apigateway.apis': apis,
};
