import type { AdvancedEventSelector, EventSelector } from '@aws-sdk/client-cloudtrail';
import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import type { Place } from './callers.ts';
import { given } from './callers.ts';

export interface TrailPlan {
  readonly name: string;
  /** True unless said otherwise. */
  readonly multiRegion?: boolean;
  /** Only of the management account. moto shows no copies to the members. */
  readonly organization?: boolean;
  /** True unless said otherwise. */
  readonly globalEvents?: boolean;
  /** True unless said otherwise. */
  readonly logFileValidation?: boolean;
  readonly kmsKeyId?: string;
  /** Some key, and some log group, of the trail's account. */
  readonly withKey?: true;
  readonly withLogGroup?: true;
  readonly logGroupArn?: string;
  readonly logsRoleArn?: string;
  /** `on` unless said otherwise. */
  readonly logging?: 'on' | 'stopped' | 'never-started';
  /** AWS's default, which is all management events, unless said otherwise. */
  readonly selectors?: { readonly basic: EventSelector[] } | { readonly advanced: AdvancedEventSelector[] };
}

/** A trail whose home is the place. Returns its ARN. */
export async function seedTrail(place: Place, plan: TrailPlan): Promise<string> {
  const client = new CloudTrailClient(place);
  const trail = new CreateTrailCommand({
    Name: plan.name,
    S3BucketName: await logBucket(place),
    IsMultiRegionTrail: plan.multiRegion ?? true,
    IsOrganizationTrail: plan.organization ?? false,
    IncludeGlobalServiceEvents: plan.globalEvents ?? true,
    EnableLogFileValidation: plan.logFileValidation ?? true,
    KmsKeyId: plan.kmsKeyId ?? (plan.withKey && `${ownArn(place, 'kms')}:key/00000000-0000-4000-8000-000000000001`),
    CloudWatchLogsLogGroupArn: plan.logGroupArn ?? (plan.withLogGroup && `${ownArn(place, 'logs')}:log-group:trail:*`),
    CloudWatchLogsRoleArn: plan.logsRoleArn ?? (plan.withLogGroup && `arn:aws:iam::${place.accountId}:role/trail-logs`),
  });
  const { TrailARN } = await client.send(trail);
  const Name = given(TrailARN);
  if (plan.selectors !== undefined) {
    const selectors =
      'basic' in plan.selectors
        ? { EventSelectors: plan.selectors.basic }
        : { AdvancedEventSelectors: plan.selectors.advanced };
    await client.send(new PutEventSelectorsCommand({ TrailName: Name, ...selectors }));
  }
  if (plan.logging !== 'never-started') await client.send(new StartLoggingCommand({ Name }));
  if (plan.logging === 'stopped') await client.send(new StopLoggingCommand({ Name }));
  return Name;
}

/**
 * The bucket of the account's trails, which CreateTrail wants to exist. S3 is asked without its client, to save the
 * dependency: of a signature moto reads the credential scope and nothing else.
 */
async function logBucket({ endpoint, accountId, credentials }: Place): Promise<string> {
  const bucket = `cloudtrail-logs-${accountId}`;
  const scope = `${credentials.accessKeyId}/20261121/us-east-1/s3/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
  const response = await fetch(`${endpoint}/${bucket}`, { method: 'PUT', headers: { authorization } });
  if (!response.ok) throw new Error(`moto made no bucket: ${response.status} ${await response.text()}`);
  return bucket;
}

function ownArn({ region, accountId }: Place, service: string): string {
  return `arn:aws:${service}:${region}:${accountId}`;
}
