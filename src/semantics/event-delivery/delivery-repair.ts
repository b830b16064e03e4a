import { hcl, shell, yaml } from '../../model/remediation.ts';
import type { Remediation } from '../../model/rule.ts';
import type { AccountTrail, TrailSubject } from './account-trails.ts';
import { trailSubject } from './account-trails.ts';

/** A trail with the bucket that it writes to. */
export interface DeliverySubject extends TrailSubject {
  readonly bucket: string;
  /** The ARN of the objects that the trail writes. */
  readonly objects: string;
}

export function deliverySubject({ trail }: AccountTrail): DeliverySubject {
  const bucket = trail.bucket ?? '';
  const prefix = trail.bucketPrefix === null ? '' : `${trail.bucketPrefix}/`;
  const partition = trail.arn.split(':')[1] ?? 'aws';
  return { ...trailSubject(trail), bucket, objects: `arn:${partition}:s3:::${bucket}/${prefix}AWSLogs/*` };
}

/** Lets CloudTrail write to the bucket again. A bucket's policy is shown, not replaced: others may depend on it. */
export const RESTORE_DELIVERY: Remediation<DeliverySubject> = {
  cli: ({ arn, region, bucket }) => shell`
    # Does the bucket exist, and does its policy let cloudtrail.amazonaws.com call s3:GetBucketAcl and s3:PutObject?
    aws s3api head-bucket --bucket ${bucket}
    aws s3api get-bucket-policy --bucket ${bucket} --query Policy --output text
    # When that is repaired, in the account that owns the trail: AWS tests the bucket again.
    aws cloudtrail update-trail --name ${arn} --region ${region} --s3-bucket-name ${bucket}`,
  terraform: ({ arn, bucket, objects }) => hcl`
    # In the policy document of the bucket ${bucket}:
    statement {
      actions   = ["s3:PutObject"]
      resources = [${objects}]
      principals {
        type        = "Service"
        identifiers = ["cloudtrail.amazonaws.com"]
      }
      condition {
        test     = "StringEquals"
        variable = "aws:SourceArn"
        values   = [${arn}]
      }
    }`,
  cloudformation: ({ arn, bucket, objects }) => yaml`
    # In the AWS::S3::BucketPolicy of ${bucket}:
    - Effect: Allow
      Principal: { Service: cloudtrail.amazonaws.com }
      Action: s3:PutObject
      Resource: ${objects}
      Condition: { StringEquals: { "aws:SourceArn": ${arn} } }`,
};
