import { fsbp, iso27001, nist, soc2 } from '../../src/model/controls.ts';
import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, pass } from '../../src/model/verdict.ts';
import type { TrailSubject } from '../../src/semantics/event-delivery/account-trails.ts';
import { trailSubject } from '../../src/semantics/event-delivery/account-trails.ts';
import { judgeOwnTrails } from './by-trail.ts';

export default defineRule({
  id: 'trails/no-cloudwatch-logs',
  title: 'Trails also write to CloudWatch Logs',
  severity: 'low',
  scope: 'account',
  needs: ['cloudtrail.trails'],
  controls: [
    fsbp('CloudTrail.5'),
    ...nist('AU-6(1)', 'AU-6(3)', 'AU-6(4)', 'AU-6(5)', 'AU-7(1)', 'SI-4(5)'),
    soc2('CC7.2'),
    iso27001('A.8.16'),
  ],
  rationale:
    'Log files in a bucket are an archive. In CloudWatch Logs the same events can be searched and can raise an alarm ' +
    'within minutes. Whoever does that with other tools can do without it.',
  judgement:
    'Judges each trail in the account that owns it: passes where the trail names a log group, fails where it names ' +
    'none. Whether it can deliver is judged by trails/delivery-failing. Unknown where regions could not list their trails.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-5',
  ],
  judge: ({ 'cloudtrail.trails': regions }, { target }) =>
    judgeOwnTrails(regions, target, (trail) => {
      const subject = trailSubject(trail);
      const facts = { logGroupArn: trail.logGroupArn };
      return trail.logGroupArn === null
        ? fail(subject, `${trail.name} names no log group`, { facts })
        : pass(subject, `${trail.name} also writes to ${trail.logGroupArn}`, { facts });
    }),
  remediation: {
    cli: (trail) => shell`
      # CloudTrail writes with a role that must trust it and may write to the log group:
      # https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
      aws logs create-log-group --region ${trail.region} --log-group-name ${groupOf(trail)}
      aws cloudtrail update-trail --name ${trail.arn} --region ${trail.region} --cloud-watch-logs-log-group-arn ${`${groupArn(trail)}:*`} --cloud-watch-logs-role-arn ${roleArn(trail)}`,
    terraform: (trail) => hcl`
      # In the aws_cloudtrail resource of ${trail.arn}:
      cloud_watch_logs_group_arn = ${`${groupArn(trail)}:*`}
      cloud_watch_logs_role_arn  = ${roleArn(trail)}`,
    cloudformation: (trail) => yaml`
      # In the AWS::CloudTrail::Trail of ${trail.arn}:
      Properties:
        CloudWatchLogsLogGroupArn: ${`${groupArn(trail)}:*`}
        CloudWatchLogsRoleArn: ${roleArn(trail)}`,
  },
});

function groupOf({ name }: TrailSubject): string {
  return `CloudTrail/${name}`;
}

function groupArn(trail: TrailSubject): string {
  const [, partition, , , accountId] = trail.arn.split(':');
  return `arn:${partition}:logs:${trail.region}:${accountId}:log-group:${groupOf(trail)}`;
}

/** The role's name is the one that CloudTrail's console gives it. */
function roleArn({ arn }: TrailSubject): string {
  const [, partition, , , accountId] = arn.split(':');
  return `arn:${partition}:iam::${accountId}:role/CloudTrail_CloudWatchLogs_Role`;
}
