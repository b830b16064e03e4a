import { nist } from '../../src/model/controls.ts';
import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import type { Subject } from '../../src/model/subject.ts';
import type { TrailBucket } from '../../src/model/trail-buckets.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import { bucketSubject } from '../../src/semantics/trail-destinations.ts';
import { unlistedTrails } from './by-trail.ts';

export default defineRule({
  id: 'trails/unprotected-bucket',
  title: 'Delivered log files cannot be deleted or overwritten at will',
  severity: 'medium',
  scope: 'account',
  needs: ['cloudtrail.trails', 's3.trail-buckets'],
  controls: nist('AU-9'),
  rationale:
    'Whoever wants to hide a change deletes its log file. Without versioning that is final. With it a deletion can be ' +
    'undone, unless the versions are deleted too: Object Lock or MFA delete prevents that.',
  judgement:
    'Judges the bucket of each trail, once, asked by the account that owns the trail. Passes with MFA delete, or with ' +
    'versioning and an Object Lock that keeps new objects for a time by default. Fails without versioning, and with low ' +
    'severity where versioning is all there is. Not applicable where the bucket does not exist. Unknown where the bucket ' +
    'refuses to answer, as one of another account may, and where regions could not list their trails.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html',
  ],
  *judge({ 'cloudtrail.trails': regions, 's3.trail-buckets': buckets }, { target }) {
    for (const bucket of buckets) yield judgeBucket(bucket, bucketSubject(bucket.name, target.partition));
    yield* unlistedTrails(regions, target);
  },
  remediation: {
    cli: ({ name }) => shell`
      # Objects that are locked cannot be deleted by anybody with GOVERNANCE but those who may bypass it. Choose the days.
      aws s3api put-bucket-versioning --bucket ${name} --versioning-configuration Status=Enabled
      aws s3api put-object-lock-configuration --bucket ${name} --object-lock-configuration ${JSON.stringify(LOCK)}`,
    terraform: ({ name }) => hcl`
      resource "aws_s3_bucket_versioning" "trail" {
        bucket = ${name}
        versioning_configuration { status = "Enabled" }
      }

      resource "aws_s3_bucket_object_lock_configuration" "trail" {
        bucket = ${name}
        rule {
          default_retention {
            mode = "GOVERNANCE"
            days = ${DAYS}
          }
        }
      }`,
    cloudformation: ({ name }) => yaml`
      # In the AWS::S3::Bucket ${name}:
      Properties:
        VersioningConfiguration: { Status: Enabled }
        ObjectLockEnabled: true
        ObjectLockConfiguration:
          ObjectLockEnabled: Enabled
          Rule: { DefaultRetention: { Mode: GOVERNANCE, Days: ${DAYS} } }`,
  },
});

const DAYS = 365;
const LOCK = { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: DAYS } } };

function judgeBucket({ name, versioning, objectLock }: TrailBucket, subject: Subject): Verdict {
  const details = { from: [versioning, objectLock] };
  if (versioning.status === 'unavailable')
    return unknown(subject, `the versioning of ${name} could not be read`, [versioning], details);
  if (versioning.value === null) return notApplicable(subject, `${name} does not exist`, details);
  const { enabled, mfaDelete } = versioning.value;
  if (!enabled) return fail(subject, `${name} keeps no versions of its objects`, details);
  if (mfaDelete) return pass(subject, `${name} keeps versions, and deletes them only with MFA`, details);
  if (objectLock.status === 'unavailable')
    return unknown(subject, `the Object Lock of ${name} could not be read`, [objectLock], details);
  if (objectLock.value === true) return pass(subject, `${name} locks its objects by default`, details);
  return fail(subject, `${name} keeps versions, which can be deleted`, { ...details, severity: 'low' });
}
