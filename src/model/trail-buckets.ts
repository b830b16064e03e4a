import type { Evidence } from './evidence.ts';

export interface BucketVersioning {
  readonly enabled: boolean;
  readonly mfaDelete: boolean;
}

/** What keeps a trail's bucket from losing its objects. Null is for a bucket that does not exist. */
export interface TrailBucket {
  readonly name: string;
  readonly versioning: Evidence<BucketVersioning | null>;
  /** Whether Object Lock keeps new objects for a time by default: CloudTrail asks for none itself. */
  readonly objectLock: Evidence<boolean | null>;
}

/** The parts of a bucket's Block Public Access that take effect on what is already public. */
export interface PublicAccessBlock {
  readonly ignorePublicAcls: boolean;
  readonly restrictPublicBuckets: boolean;
}

/** Who may reach a trail's bucket. Null is for a bucket that does not exist. */
export interface TrailBucketAccess {
  readonly name: string;
  /** Whether Amazon S3 calls the bucket's policy public; false without a policy. */
  readonly policyPublic: Evidence<boolean | null>;
  /** Whether the ACL grants anything to everybody, or to everybody with an AWS account. */
  readonly aclPublic: Evidence<boolean | null>;
  /** The bucket's own. A block of the whole account is not asked. */
  readonly block: Evidence<PublicAccessBlock | null>;
}
