import { nist } from '../../src/model/controls.ts';
import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import { unreadStages } from './by-stage.ts';

export default defineRule({
  id: 'stages/unretained-log-group',
  title: 'Log groups of access logs say how long they keep them',
  severity: 'low',
  scope: 'region',
  needs: ['apigateway.apis', 'logs.access-log-groups'],
  controls: nist('AU-11'),
  rationale:
    'A log group without a retention keeps everything for ever: client addresses and names past any lawful purpose, and ' +
    'a bill that only grows. A set time also shows that somebody decided how long evidence must last.',
  judgement:
    'Judges each log group that stages send access logs to, once. Fails where it has no retention, passes where it has ' +
    'one, however short: how many days are enough is for the reader to say. Not applicable where the log group does not ' +
    'exist. Log groups of execution logs are not judged. Unknown where the log group or stages could not be read.',
  references: [
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
    'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
  ],
  *judge({ 'apigateway.apis': apis, 'logs.access-log-groups': groups }, { target }) {
    for (const { arn, group } of groups) {
      const name = arn.slice(arn.lastIndexOf(':') + 1);
      const subject = { arn, type: 'AWS::Logs::LogGroup', name, region: target.region };
      const from = [group];
      if (group.status === 'unavailable') yield unknown(subject, `${name} could not be read`, [group], { from });
      else if (group.value === null) yield notApplicable(subject, `${name} does not exist`, { from });
      else if (group.value.retentionDays === null)
        yield fail(subject, `${name} has no retention and keeps access logs for ever`, { from });
      else {
        const { retentionDays } = group.value;
        yield pass(subject, `${name} keeps access logs for ${retentionDays} days`, { from, facts: { retentionDays } });
      }
    }
    yield* unreadStages(apis, target);
  },
  remediation: {
    cli: ({ name, region }) => shell`
      # Choose the days; PCI DSS wants a year.
      aws logs put-retention-policy --region ${region ?? ''} --log-group-name ${name} --retention-in-days ${DAYS}`,
    terraform: ({ name }) => hcl`
      resource "aws_cloudwatch_log_group" "access_logs" {
        name              = ${name}
        retention_in_days = ${DAYS}
      }`,
    cloudformation: ({ name }) => yaml`
      # in the AWS::Logs::LogGroup ${name}
      Properties:
        RetentionInDays: ${DAYS}`,
  },
});

const DAYS = 400;
