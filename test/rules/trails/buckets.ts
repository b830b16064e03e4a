import type { Evidence } from '../../../src/model/evidence.ts';
import type { BucketVersioning, TrailBucket, TrailBucketAccess } from '../../../src/model/trail-buckets.ts';
import { has } from '../../support/evidence.ts';

/** Buckets of trails, as the collectors of Amazon S3's answers make them: sound, unless told otherwise. */

export function versioned(changes: Partial<BucketVersioning> = {}) {
  return has({ enabled: true, mfaDelete: false, ...changes });
}

export function bucket(name: string, changes: Partial<TrailBucket> = {}): TrailBucket {
  return { name, versioning: versioned(), objectLock: has(true), ...changes };
}

/** What Amazon S3 says of a bucket that does not exist, whatever it is asked. */
export const gone: Evidence<null> = has(null);

export function access(name: string, changes: Partial<TrailBucketAccess> = {}): TrailBucketAccess {
  return { name, policyPublic: has(false), aclPublic: has(false), block: blocking(false), ...changes };
}

export function blocking(everything: boolean) {
  return has({ ignorePublicAcls: everything, restrictPublicBuckets: everything });
}
