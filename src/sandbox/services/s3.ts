import { AwsError } from '../wire/aws-error.ts';
import type { BucketPlan } from '../world/plan.ts';
import type { Trail } from '../world/world.ts';
import type { Context, Operation, Service } from './service.ts';
import { operation } from './service.ts';

/** S3, of which only the settings of the buckets that trails write to are asked. */
export const s3: Service = {
  name: 's3',
  protocol: 'rest-xml',
  xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  operations: {
    GetBucketAcl: setting('acl', 'GetBucketAcl', ({ publicAcl = false }, { account }) => {
      const ID = account.id.padStart(64, '0');
      const owner = { [grantee('CanonicalUser')]: { ID }, Permission: 'FULL_CONTROL' };
      const all = {
        [grantee('Group')]: { URI: 'http://acs.amazonaws.com/groups/global/AllUsers' },
        Permission: 'READ',
      };
      return { AccessControlPolicy: { Owner: { ID }, AccessControlList: publicAcl ? [owner, all] : [owner] } };
    }),
    GetBucketPolicyStatus: setting('policyStatus', 'GetBucketPolicyStatus', ({ publicPolicy = false }) => ({
      PolicyStatus: { IsPublic: publicPolicy },
    })),
    GetBucketVersioning: setting('versioning', 'GetBucketVersioning', ({ versioning = 'Enabled', mfaDelete }) => ({
      // A bucket that was never versioned has neither member (Amazon S3 API Reference).
      VersioningConfiguration:
        versioning === 'never' ? {} : { Status: versioning, MfaDelete: mfaDelete ? 'Enabled' : undefined },
    })),
    GetObjectLockConfiguration: setting('object-lock', 'GetBucketObjectLockConfiguration', ({ objectLock = true }) => {
      if (!objectLock)
        throw none('ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket');
      const Rule = { DefaultRetention: { Mode: 'COMPLIANCE', Days: 365 } };
      return { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule } };
    }),
    GetPublicAccessBlock: setting('publicAccessBlock', 'GetBucketPublicAccessBlock', ({ publicAccessBlock = true }) => {
      if (!publicAccessBlock)
        throw none('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found');
      const all = {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      };
      return { PublicAccessBlockConfiguration: all };
    }),
  },
};

/** One of a bucket's settings. IAM's action may have another name than the operation (Service Authorization Reference). */
function setting(flag: string, action: string, answer: (bucket: BucketPlan, context: Context) => object): Operation {
  return operation({
    http: { method: 'GET', path: '/{Bucket}/', flag },
    members: { Bucket: { kind: 'text', required: true, min: 3, max: 63 } },
    action: `s3:${action}`,
    resource: ({ Bucket }, { world }) => `"arn:${world.partition}:s3:::${Bucket}"`,
    answer: ({ Bucket }, context) => answer(bucketNamed(Bucket, context), context),
  });
}

function none(code: string, message: string): AwsError {
  return new AwsError(404, code, message);
}

function grantee(type: string): string {
  return `Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="${type}"`;
}

/** All trails of an account write to one bucket: as it is planned with one of them. */
function firstPlanned(trails: readonly Trail[]): Trail | undefined {
  return trails.find(({ bucket }) => bucket !== undefined) ?? trails[0];
}

/** Buckets belong to no region's accounts: anybody may ask for any, in its own region, and most are refused. */
function bucketNamed(name: string, { world, account, region }: Context): BucketPlan {
  const owner = /^cloudtrail-logs-(\d{12})$/.exec(name)?.[1];
  const trail = owner === undefined ? undefined : firstPlanned(world.accounts.find(owner)?.trails ?? []);
  if (trail === undefined || trail.errors?.bucket === 'NoSuchBucket') {
    throw new AwsError(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName: name });
  }
  const { region: home = trail.homeRegion } = trail.bucket ?? {};
  if (home !== region) {
    const message =
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.';
    throw new AwsError(301, 'PermanentRedirect', message, { Bucket: name, Region: home });
  }
  if (owner !== account.id) throw new AwsError(403, 'AccessDenied', 'Access Denied');
  return trail.bucket ?? {};
}
