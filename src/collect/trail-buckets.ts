import {
  GetBucketAclCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { Refusal } from '../aws/refusal.ts';
import type { Ask } from '../aws/session.ts';
import type { Seen } from '../model/catalog.ts';
import type { Evidence } from '../model/evidence.ts';
import type { AccountId, Region } from '../model/target.ts';
import type { BucketVersioning, PublicAccessBlock } from '../model/trail-buckets.ts';
import { ownTrails } from '../semantics/own-trails.ts';
import { defineCollector, type IamAction, type Permission } from './collector.ts';
import { given } from './given.ts';

/** Whether the buckets of the account's own trails exist, and what keeps their objects. Two requests a bucket. */
export const trailBuckets = defineCollector({
  key: 's3.trail-buckets',
  needs: ['cloudtrail.trails'],
  permissions: onBuckets('s3:GetBucketVersioning', 's3:GetBucketObjectLockConfiguration'),
  collect: ({ accountId }, ask, { 'cloudtrail.trails': regions }) =>
    Promise.all(
      bucketsOf(regions, accountId).map(async (bucket) => {
        const [versioning, objectLock] = await Promise.all([
          unlessGone(ask, (apart) => versioningOf(bucket, apart)),
          unlessGone(ask, (apart) => orNone(locksByDefault(bucket, apart), NO_LOCK, false)),
        ]);
        return { name: bucket.Bucket, versioning, objectLock };
      }),
    ),
});

/** Whether the buckets of the account's own trails are open to everybody. Three requests a bucket. */
export const trailBucketAccess = defineCollector({
  key: 's3.trail-bucket-access',
  needs: ['cloudtrail.trails'],
  permissions: onBuckets('s3:GetBucketPolicyStatus', 's3:GetBucketAcl', 's3:GetBucketPublicAccessBlock'),
  collect: ({ accountId }, ask, { 'cloudtrail.trails': regions }) =>
    Promise.all(
      bucketsOf(regions, accountId).map(async (bucket) => {
        const [policyPublic, aclPublic, block] = await Promise.all([
          unlessGone(ask, (apart) => orNone(hasPublicPolicy(bucket, apart), NO_POLICY, false)),
          unlessGone(ask, (apart) => hasPublicAcl(bucket, apart)),
          unlessGone(ask, (apart) => orNone(blockOf(bucket, apart), NO_BLOCK, NOTHING_BLOCKED)),
        ]);
        return { name: bucket.Bucket, policyPublic, aclPublic, block };
      }),
    ),
});

/** What Amazon S3 answers where none is set, and where the bucket is gone (Amazon S3 API Reference, error responses). */
const NO_LOCK = 'ObjectLockConfigurationNotFoundError';
const NO_POLICY = 'NoSuchBucketPolicy';
const NO_BLOCK = 'NoSuchPublicAccessBlockConfiguration';
const NO_BUCKET = 'NoSuchBucket';
const NOTHING_BLOCKED: PublicAccessBlock = { ignorePublicAcls: false, restrictPublicBuckets: false };
/** The two groups that hold everybody (Amazon S3 User Guide, access control list overview). */
const EVERYBODY = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

interface AskedBucket {
  readonly Bucket: string;
  /** The home of a trail that writes to it: where the bucket most likely is. */
  readonly region: Region;
}

/** The bucket of each own trail, once, by name. */
function bucketsOf(regions: Seen<'account', 'cloudtrail.trails'>, accountId: AccountId): readonly AskedBucket[] {
  const homes = new Map<string, Region>();
  for (const { trail } of ownTrails(regions, accountId).read) {
    const { bucket, homeRegion } = trail;
    if (bucket !== null && !homes.has(bucket)) homes.set(bucket, homeRegion);
  }
  return [...homes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([Bucket, region]) => ({ Bucket, region }));
}

/** A bucket whose versioning was never set has an answer without members (Amazon S3 API Reference, GetBucketVersioning). */
async function versioningOf({ Bucket, region }: AskedBucket, ask: Ask): Promise<BucketVersioning> {
  const { Status, MFADelete } = await ask('s3', region, GetBucketVersioningCommand, { Bucket });
  return { enabled: Status === 'Enabled', mfaDelete: MFADelete === 'Enabled' };
}

async function locksByDefault({ Bucket, region }: AskedBucket, ask: Ask): Promise<boolean> {
  const { ObjectLockConfiguration: lock } = await ask('s3', region, GetObjectLockConfigurationCommand, { Bucket });
  const { ObjectLockEnabled, Rule } = given(lock, 'ObjectLockConfiguration');
  return ObjectLockEnabled === 'Enabled' && Rule?.DefaultRetention?.Mode !== undefined;
}

async function hasPublicPolicy({ Bucket, region }: AskedBucket, ask: Ask): Promise<boolean> {
  const { PolicyStatus } = await ask('s3', region, GetBucketPolicyStatusCommand, { Bucket });
  return given(PolicyStatus?.IsPublic, 'PolicyStatus.IsPublic');
}

async function hasPublicAcl({ Bucket, region }: AskedBucket, ask: Ask): Promise<boolean> {
  const { Grants } = await ask('s3', region, GetBucketAclCommand, { Bucket });
  return given(Grants, 'AccessControlList').some(({ Grantee }) => EVERYBODY.test(Grantee?.URI ?? ''));
}

async function blockOf({ Bucket, region }: AskedBucket, ask: Ask): Promise<PublicAccessBlock> {
  const answer = await ask('s3', region, GetPublicAccessBlockCommand, { Bucket });
  const block = given(answer.PublicAccessBlockConfiguration, 'PublicAccessBlockConfiguration');
  const { IgnorePublicAcls, RestrictPublicBuckets } = block;
  return { ignorePublicAcls: IgnorePublicAcls === true, restrictPublicBuckets: RestrictPublicBuckets === true };
}

/** An answer on a bucket that may be refused by itself; null where Amazon S3 says that there is no such bucket. */
function unlessGone<T>(ask: Ask, question: (apart: Ask) => Promise<T>): Promise<Evidence<T | null>> {
  return ask.apart((apart) => orNone<T | null>(question(apart), NO_BUCKET, null));
}

/** The answer, or what stands for it where AWS refuses with the code that means that there is none. */
async function orNone<T>(answer: Promise<T>, code: string, none: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Refusal && error.code === code) return none;
    throw error;
  }
}

function onBuckets(...actions: readonly IamAction[]): readonly Permission[] {
  return actions.map((action) => ({ action, resources: ['arn:*:s3:::*'] }));
}
