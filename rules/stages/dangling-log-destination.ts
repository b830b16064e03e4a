import type { Stage } from '../../src/model/apigateway.ts';
import { cis, nist } from '../../src/model/controls.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import { unavailable } from '../../src/model/evidence.ts';
import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import { isFirehose } from '../../src/semantics/stages.ts';
import { judgeStages } from './by-stage.ts';

export default defineRule({
  id: 'stages/dangling-log-destination',
  title: 'The log group or stream that a stage sends access logs to exists',
  severity: 'medium',
  scope: 'region',
  needs: ['apigateway.apis', 'logs.access-log-groups', 'firehose.access-log-streams'],
  controls: [cis('7.0.0', '4.10'), ...nist('AU-2', 'AU-12')],
  rationale:
    'API Gateway does not check that a destination exists. A log group that is deleted, or misspelled, takes the access ' +
    'logs with it, and the stage’s settings go on looking right.',
  judgement:
    'Fails where CloudWatch Logs or Firehose says that the destination of a stage’s access logs does not exist, passes ' +
    'where it exists. Not applicable without a destination. Unknown where the destination is in another account or ' +
    'region or could not be asked about, and where stages could not be read.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-logging-to-kinesis.html',
  ],
  judge: (seen, { target }) => {
    const answers = new Map<string, Evidence<unknown>>();
    for (const { arn, group } of seen['logs.access-log-groups']) answers.set(arn, group);
    for (const { arn, exists } of seen['firehose.access-log-streams']) answers.set(arn, exists);
    return judgeStages(seen['apigateway.apis'], target, (stage) => {
      const arn = stage.accessLog?.destinationArn ?? null;
      if (arn === null) return notApplicable(stage, 'no destination of access logs is set');
      const answer = answers.get(arn) ?? unavailable('not-asked', `the scan did not ask about ${arn}`, null);
      const details = { from: [answer] };
      if (answer.status === 'unavailable')
        return unknown(stage, `whether ${arn} exists could not be read`, [answer], details);
      return answer.value === null || answer.value === false
        ? fail(stage, `access logs go to ${arn}, which does not exist`, details)
        : pass(stage, `access logs go to ${arn}, which exists`, details);
    });
  },
  remediation: {
    cli: (stage) =>
      isFirehose(destination(stage))
        ? shell`
          # Make the stream again, with where it is to write, or name another in the stage's access log settings:
          aws firehose create-delivery-stream --region ${stage.region ?? ''} --delivery-stream-name ${lastPart(stage)} --extended-s3-destination-configuration file://destination.json`
        : shell`aws logs create-log-group --region ${stage.region ?? ''} --log-group-name ${lastPart(stage)}`,
    terraform: (stage) =>
      isFirehose(destination(stage))
        ? hcl`# Make the aws_kinesis_firehose_delivery_stream ${lastPart(stage)} again`
        : hcl`
          resource "aws_cloudwatch_log_group" "access_logs" {
            name = ${lastPart(stage)}
          }`,
    cloudformation: (stage) =>
      isFirehose(destination(stage))
        ? yaml`# Make the AWS::KinesisFirehose::DeliveryStream ${lastPart(stage)} again`
        : yaml`
          AccessLogs:
            Type: AWS::Logs::LogGroup
            Properties:
              LogGroupName: ${lastPart(stage)}`,
  },
});

function destination({ accessLog }: Stage): string {
  return accessLog?.destinationArn ?? '';
}

/** The name of the log group or stream, in its ARN. */
function lastPart(stage: Stage): string {
  const arn = destination(stage);
  return isFirehose(arn) ? arn.slice(arn.lastIndexOf('/') + 1) : arn.slice(arn.lastIndexOf(':') + 1);
}
