import { hcl, shell, yaml } from '../../model/remediation.ts';
import type { Remediation } from '../../model/rule.ts';
import type { AccountTrail, TrailSubject } from './account-trails.ts';
import { trailSubject } from './account-trails.ts';

/** What a trail delivers to. Digests go to the bucket, too. */
export type DeliveryTarget = 'bucket' | 'log group' | 'topic';

/** A trail with what it delivers to, and where that fails. */
export interface DeliverySubject extends TrailSubject {
  readonly bucket: string;
  /** The ARN of the objects that the trail writes. */
  readonly objects: string;
  readonly logGroup: string;
  readonly logsRole: string;
  readonly topic: string;
  readonly failing: readonly DeliveryTarget[];
}

export function deliverySubject({ trail }: AccountTrail, failing: readonly DeliveryTarget[]): DeliverySubject {
  const bucket = trail.bucket ?? '';
  const prefix = trail.bucketPrefix === null ? '' : `${trail.bucketPrefix}/`;
  const partition = trail.arn.split(':')[1] ?? 'aws';
  const objects = `arn:${partition}:s3:::${bucket}/${prefix}AWSLogs/*`;
  const logGroup = trail.logGroupArn?.replace(/:\*$/, '') ?? '';
  const others = { logGroup, logsRole: trail.logsRoleArn ?? '', topic: trail.snsTopicArn ?? '' };
  return { ...trailSubject(trail), bucket, objects, ...others, failing };
}

type Repair = (subject: DeliverySubject) => string;

/** Lets CloudTrail deliver again. Policies are shown, not replaced: others may depend on them. */
export const RESTORE_DELIVERY: Remediation<DeliverySubject> = {
  cli: (subject) => repairs(subject, CLI),
  terraform: (subject) => repairs(subject, TERRAFORM),
  cloudformation: (subject) => repairs(subject, CLOUDFORMATION),
};

function repairs(subject: DeliverySubject, repair: Readonly<Record<DeliveryTarget, Repair>>): string {
  return subject.failing.map((target) => repair[target](subject)).join('\n\n');
}

const CLI: Readonly<Record<DeliveryTarget, Repair>> = {
  bucket: ({ arn, region, bucket }) => shell`
    # Does the bucket exist, and does its policy let cloudtrail.amazonaws.com call s3:GetBucketAcl and s3:PutObject?
    aws s3api head-bucket --bucket ${bucket}
    aws s3api get-bucket-policy --bucket ${bucket} --query Policy --output text
    # When that is repaired, in the account that owns the trail: AWS tests the bucket again.
    aws cloudtrail update-trail --name ${arn} --region ${region} --s3-bucket-name ${bucket}`,
  'log group': ({ arn, region, logGroup, logsRole }) => shell`
    # Does the log group exist, and may the role, which must trust cloudtrail.amazonaws.com, write to it?
    aws logs describe-log-groups --region ${region} --log-group-identifiers ${logGroup}
    aws iam get-role --role-name ${logsRole.slice(logsRole.lastIndexOf('/') + 1)}
    aws cloudtrail update-trail --name ${arn} --region ${region} --cloud-watch-logs-log-group-arn ${`${logGroup}:*`} --cloud-watch-logs-role-arn ${logsRole}`,
  topic: ({ arn, region, topic }) => shell`
    # Does the topic exist, and does its policy let cloudtrail.amazonaws.com publish to it?
    aws sns get-topic-attributes --region ${region} --topic-arn ${topic}
    aws cloudtrail update-trail --name ${arn} --region ${region} --sns-topic-name ${topic}`,
};

const TERRAFORM: Readonly<Record<DeliveryTarget, Repair>> = {
  bucket: ({ arn, bucket, objects }) => hcl`
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
  'log group': ({ logsRole, logGroup }) => hcl`
    # In a policy document of the role ${logsRole}:
    statement {
      actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      resources = [${`${logGroup}:log-stream:*`}]
    }`,
  topic: ({ arn, topic }) => hcl`
    # In the policy document of the topic:
    statement {
      actions   = ["sns:Publish"]
      resources = [${topic}]
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
};

const CLOUDFORMATION: Readonly<Record<DeliveryTarget, Repair>> = {
  bucket: ({ arn, bucket, objects }) => yaml`
    # In the AWS::S3::BucketPolicy of ${bucket}:
    - Effect: Allow
      Principal: { Service: cloudtrail.amazonaws.com }
      Action: s3:PutObject
      Resource: ${objects}
      Condition: { StringEquals: { "aws:SourceArn": ${arn} } }`,
  'log group': ({ logsRole, logGroup }) => yaml`
    # In a policy of the AWS::IAM::Role ${logsRole}:
    - Effect: Allow
      Action: [logs:CreateLogStream, logs:PutLogEvents]
      Resource: ${`${logGroup}:log-stream:*`}`,
  topic: ({ arn, topic }) => yaml`
    # In the AWS::SNS::TopicPolicy of ${topic}:
    - Effect: Allow
      Principal: { Service: cloudtrail.amazonaws.com }
      Action: sns:Publish
      Resource: ${topic}
      Condition: { StringEquals: { "aws:SourceArn": ${arn} } }`,
};
