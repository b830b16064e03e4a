import type { Region } from '../../model/target.ts';
import type { Ternary } from './ternary.ts';

/**
 * Where the events of a source belong. `global`: all are global service events; `both`: those of the global endpoint
 * are; `regional`: none is; `unknown`: no page says.
 */
type Reach = 'global' | 'both' | 'regional' | 'unknown';

/**
 * CloudTrail calls CloudFront, IAM, STS and the console's sign-in global services (User Guide, cloudtrail-concepts;
 * AWS's notice of November 2021 names these four). STS and sign-in also have regional endpoints.
 */
const REACH: ReadonlyMap<string, Reach> = new Map<string, Reach>([
  ['cloudfront.amazonaws.com', 'global'],
  ['iam.amazonaws.com', 'global'],
  ['sts.amazonaws.com', 'both'],
  ['signin.amazonaws.com', 'both'],
  // These have an endpoint in each region, and no global one (AWS General Reference, service endpoints).
  ['amplify.amazonaws.com', 'regional'],
  ['amplifybackend.amazonaws.com', 'regional'],
  ['amplifyuibuilder.amazonaws.com', 'regional'],
  ['apigateway.amazonaws.com', 'regional'],
  ['cloudtrail.amazonaws.com', 'regional'],
  ['events.amazonaws.com', 'regional'],
  ['kms.amazonaws.com', 'regional'],
  ['logs.amazonaws.com', 'regional'],
  ['monitoring.amazonaws.com', 'regional'],
  ['rdsdata.amazonaws.com', 'regional'],
]);

export function reachOf(source: string): Reach {
  return REACH.get(source) ?? 'unknown';
}

/**
 * Whether global service events arise in a region: since November 2021 in us-east-1 alone (User Guide,
 * cloudtrail-concepts). Which region it is in other partitions no page says.
 */
export function globalServiceEventsArise(partition: string, region: Region): Ternary {
  if (partition !== 'aws') return 'unknown';
  return region === 'us-east-1' ? 'yes' : 'no';
}
