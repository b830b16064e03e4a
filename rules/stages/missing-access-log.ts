import type { Stage } from '../../src/model/apigateway.ts';
import { cis, fsbp, iso27001, nist, pci } from '../../src/model/controls.ts';
import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import type { Target } from '../../src/model/target.ts';
import { fail, pass } from '../../src/model/verdict.ts';
import { AUDIT_FORMATS } from '../../src/semantics/access-log-format/audit-formats.ts';
import { judgeStages } from './by-stage.ts';
import { updateStage } from './update-stage.ts';

export default defineRule({
  id: 'stages/missing-access-log',
  title: 'Stages write access logs',
  severity: 'medium',
  scope: 'region',
  needs: ['apigateway.apis'],
  rationale:
    'CloudTrail does not record calls of an API by its clients. Only access logs say who called it, when, from where and with which result.',
  judgement:
    'Passes with a destination and a format; API Gateway accepts a destination without a format, and then logs nothing. Holds for REST, HTTP and WebSocket APIs. Unknown where APIs or stages could not be read.',
  controls: [
    cis('7.0.0', '4.10'),
    fsbp('APIGateway.9'),
    ...nist('AU-2', 'AU-3', 'AU-6(3)', 'AU-6(4)', 'AU-12'),
    ...pci('10.4.2'),
    iso27001('A.8.15'),
  ],
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html',
  ],
  judge: ({ 'apigateway.apis': apis }, { target }) =>
    judgeStages(apis, target, (stage) => {
      const { destinationArn = null, format = null } = stage.accessLog ?? {};
      if (destinationArn === null && format === null) return fail(stage, 'access logging is off');
      if (destinationArn === null) return fail(stage, 'access logging has a format and no destination');
      if (format === null)
        return fail(stage, `access logs go to ${destinationArn} without a format, so that nothing is written`);
      return pass(stage, `access logs go to ${destinationArn}`);
    }),
  remediation: {
    cli: (stage, where) => {
      const settings = settingsFor(stage, where);
      const update = updateStage(stage, { rest: { accessLogSettings: settings }, v2: { AccessLogSettings: settings } });
      if (stage.accessLog?.destinationArn) return update;
      const group = settings.destinationArn.split(':').slice(6).join(':');
      return `${shell`aws logs create-log-group --region ${stage.region ?? ''} --log-group-name ${group}`}\n${update}`;
    },
    terraform: (stage, where) => {
      const { destinationArn, format } = settingsFor(stage, where);
      return hcl`
        # in the stage ${stage.name} (aws_api_gateway_stage or aws_apigatewayv2_stage)
        access_log_settings {
          destination_arn = ${destinationArn}
          format          = ${format}
        }`;
    },
    cloudformation: (stage, where) => {
      const { destinationArn, format } = settingsFor(stage, where);
      return stage.kind === 'rest'
        ? yaml`
          # in the properties of the AWS::ApiGateway::Stage ${stage.name}
          AccessLogSetting:
            DestinationArn: ${destinationArn}
            Format: ${format}`
        : yaml`
          # in the properties of the AWS::ApiGatewayV2::Stage ${stage.name}
          AccessLogSettings:
            DestinationArn: ${destinationArn}
            Format: ${format}`;
    },
  },
});

/** What the stage has, completed: a log group of its own, and a format that says who, when, from where and what. */
function settingsFor({ accessLog, kind, region, apiId, stageName }: Stage, { partition, accountId }: Target) {
  // CloudWatch Logs takes none of the `$` of `$default` in a name (CreateLogGroup).
  const group = `API-Gateway-Access-Logs_${apiId}/${stageName.replace(/[^\w.\-/#]/g, '')}`;
  return {
    destinationArn:
      accessLog?.destinationArn ?? `arn:${partition}:logs:${region ?? ''}:${accountId}:log-group:${group}`,
    format: accessLog?.format ?? AUDIT_FORMATS[kind],
  };
}
