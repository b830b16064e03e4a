import { fsbp, pci } from '../../src/model/controls.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import type { Subject } from '../../src/model/subject.ts';
import type { TrailBucketAccess } from '../../src/model/trail-buckets.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import { bucketSubject } from '../../src/semantics/trail-destinations.ts';
import { unlistedTrails } from './by-trail.ts';

export default defineRule({
  id: 'trails/exposed-bucket',
  title: 'The buckets of trails are closed to the public',
  severity: 'critical',
  scope: 'account',
  needs: ['cloudtrail.trails', 's3.trail-bucket-access'],
  controls: [fsbp('CloudTrail.6'), ...pci('1.4.4')],
  rationale:
    'Log files say who works in an account, from where, and with which roles and resources. In a public bucket they are ' +
    'a map for an attacker, and if it can be written to they prove nothing.',
  judgement:
    'Judges the bucket of each trail, once, asked by the account that owns the trail. Fails where Amazon S3 calls the ' +
    'bucket’s policy public, or where its ACL grants something to everybody, and the bucket’s own Block Public Access ' +
    'does not stop that. A block of the whole account is not read: what is public must not rest on it. Not applicable ' +
    'where the bucket does not exist. Unknown where the bucket refuses to answer, as one of another account may, and ' +
    'where regions could not list their trails.',
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-6',
  ],
  *judge({ 'cloudtrail.trails': regions, 's3.trail-bucket-access': buckets }, { target }) {
    for (const bucket of buckets) yield judgeBucket(bucket, bucketSubject(bucket.name, target.partition));
    yield* unlistedTrails(regions, target);
  },
  remediation: {
    cli: ({ name }) => shell`
      aws s3api put-public-access-block --bucket ${name} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true`,
    terraform: ({ name }) => hcl`
      resource "aws_s3_bucket_public_access_block" "trail" {
        bucket                  = ${name}
        block_public_acls       = true
        ignore_public_acls      = true
        block_public_policy     = true
        restrict_public_buckets = true
      }`,
    cloudformation: ({ name }) => yaml`
      # In the AWS::S3::Bucket ${name}:
      Properties:
        PublicAccessBlockConfiguration:
          BlockPublicAcls: true
          IgnorePublicAcls: true
          BlockPublicPolicy: true
          RestrictPublicBuckets: true`,
  },
});

function judgeBucket({ name, policyPublic, aclPublic, block }: TrailBucketAccess, subject: Subject): Verdict {
  const nodes = [policyPublic, aclPublic, block];
  const details = { from: nodes };
  if (nodes.some((node) => node.status === 'collected' && node.value === null))
    return notApplicable(subject, `${name} does not exist`, details);
  const blocks = block.status === 'collected' ? block.value : null;
  const ways = [
    { by: 'its policy', open: isOpen(policyPublic, blocks?.restrictPublicBuckets) },
    { by: 'its ACL', open: isOpen(aclPublic, blocks?.ignorePublicAcls) },
  ];
  const open = ways.filter((way) => way.open === 'yes');
  if (open.length > 0) return fail(subject, `${name} is public by ${open.map(({ by }) => by).join(' and ')}`, details);
  if (ways.every((way) => way.open === 'no')) return pass(subject, `${name} is not public`, details);
  const because = nodes.flatMap((node) => (node.status === 'unavailable' ? [node] : []));
  return unknown(subject, `whether ${name} is public could not be read`, because, details);
}

function isOpen(granted: Evidence<boolean | null>, blocked: boolean | undefined): 'yes' | 'no' | 'unknown' {
  if (blocked === true || (granted.status === 'collected' && granted.value !== true)) return 'no';
  return granted.status === 'collected' && blocked === false ? 'yes' : 'unknown';
}
