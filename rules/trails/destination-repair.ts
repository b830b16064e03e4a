import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import type { Remediation } from '../../src/model/rule.ts';
import type { TrailSubject } from '../../src/semantics/event-delivery/account-trails.ts';
import type { TrailDestination } from '../../src/semantics/trail-destinations.ts';

/** A trail with those of its destinations that do not exist. */
interface DanglingTrail extends TrailSubject {
  readonly gone: readonly TrailDestination[];
}

type Repair = (name: string, trail: TrailSubject) => string;

/** Makes again what is gone. CloudTrail's right to write there comes from another page of AWS's for each kind. */
export const MAKE_AGAIN: Remediation<DanglingTrail> = {
  cli: (trail) => repairs(trail, CLI),
  terraform: (trail) => repairs(trail, TERRAFORM),
  cloudformation: (trail) => repairs(trail, CLOUDFORMATION),
};

function repairs(trail: DanglingTrail, repair: Readonly<Record<TrailDestination['kind'], Repair>>): string {
  return trail.gone.map(({ kind, name }) => repair[kind](name, trail)).join('\n\n');
}

const CLI = {
  bucket: (name: string, { arn, region }: TrailSubject) => shell`
    aws s3 mb ${`s3://${name}`} --region ${region}
    # The bucket must let CloudTrail write to it:
    # https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    aws cloudtrail update-trail --name ${arn} --region ${region} --s3-bucket-name ${name}`,
  'log group': (name: string, { region }: TrailSubject) => shell`
    aws logs create-log-group --region ${region} --log-group-name ${lastPart(name)}`,
  topic: (name: string, { arn, region }: TrailSubject) => shell`
    aws sns create-topic --region ${region} --name ${lastPart(name)}
    # The topic must let CloudTrail publish to it:
    # https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html
    aws cloudtrail update-trail --name ${arn} --region ${region} --sns-topic-name ${name}`,
};

const TERRAFORM = {
  bucket: (name: string) => hcl`
    resource "aws_s3_bucket" "trail" {
      bucket = ${name}
    }`,
  'log group': (name: string) => hcl`
    resource "aws_cloudwatch_log_group" "trail" {
      name = ${lastPart(name)}
    }`,
  topic: (name: string) => hcl`
    resource "aws_sns_topic" "trail" {
      name = ${lastPart(name)}
    }`,
};

const CLOUDFORMATION = {
  bucket: (name: string) => yaml`
    TrailBucket:
      Type: AWS::S3::Bucket
      Properties:
        BucketName: ${name}`,
  'log group': (name: string) => yaml`
    TrailLogGroup:
      Type: AWS::Logs::LogGroup
      Properties:
        LogGroupName: ${lastPart(name)}`,
  topic: (name: string) => yaml`
    TrailTopic:
      Type: AWS::SNS::Topic
      Properties:
        TopicName: ${lastPart(name)}`,
};

/** A log group's or topic's name, in its ARN. */
function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}
