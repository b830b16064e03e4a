import { cisLogging, fsbp, nist, pci } from '../../src/model/controls.ts';
import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, pass } from '../../src/model/verdict.ts';
import { trailSubject } from '../../src/semantics/event-delivery/account-trails.ts';
import { judgeOwnTrails } from './by-trail.ts';

export default defineRule({
  id: 'trails/unencrypted',
  title: 'Trails encrypt their log files with a key of their owner',
  severity: 'medium',
  scope: 'account',
  needs: ['cloudtrail.trails'],
  controls: [...cisLogging('3.5', '4.5'), fsbp('CloudTrail.2'), ...nist('AU-9', 'SC-13', 'SC-28'), ...pci('10.3.2')],
  rationale:
    'Amazon S3 encrypts every object by itself, for everybody who may read the bucket. With a key of one’s own, reading ' +
    'the log files takes a second permission, and each use of the key leaves an event.',
  judgement:
    'Judges each trail in the account that owns it: passes where the trail names an AWS KMS key, fails where it names ' +
    'none. What the key’s policy allows is not judged. Unknown where regions could not list their trails.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-2',
  ],
  judge: ({ 'cloudtrail.trails': regions }, { target }) =>
    judgeOwnTrails(regions, target, (trail) => {
      const subject = trailSubject(trail);
      const facts = { kmsKeyId: trail.kmsKeyId };
      return trail.kmsKeyId === null
        ? fail(subject, `${trail.name} names no AWS KMS key for its log files`, { facts })
        : pass(subject, `${trail.name} encrypts its log files with ${trail.kmsKeyId}`, { facts });
    }),
  remediation: {
    cli: ({ arn, region }) => shell`
      # The key must be in the bucket's region and let CloudTrail use it:
      # https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
      aws cloudtrail update-trail --name ${arn} --region ${region} --kms-key-id ${KEY}`,
    terraform: ({ arn }) => hcl`
      # In the aws_cloudtrail resource of ${arn}, with a key that lets cloudtrail.amazonaws.com use it:
      kms_key_id = aws_kms_key.cloudtrail.arn`,
    cloudformation: ({ arn }) => yaml`
      # In the AWS::CloudTrail::Trail of ${arn}, with a key that lets cloudtrail.amazonaws.com use it:
      Properties:
        KMSKeyId: ${KEY}`,
  },
});

const KEY = 'alias/cloudtrail';
