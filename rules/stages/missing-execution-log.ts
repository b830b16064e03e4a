import type { ExecutionLogSettings, Stage } from '../../src/model/apigateway.ts';
import { fsbp, nist, pci } from '../../src/model/controls.ts';
import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import { named } from '../../src/semantics/listing.ts';
import { judgeStages } from './by-stage.ts';
import { patchPath, WHOLE_STAGE } from './execution-log-keys.ts';
import { updateStage } from './update-stage.ts';

export default defineRule({
  id: 'stages/missing-execution-log',
  title: 'Stages write execution logs for every method and route',
  severity: 'medium',
  scope: 'region',
  needs: ['apigateway.apis'],
  rationale:
    'Execution logs show what API Gateway itself did with a call: authorization, mapping, integration, throttling. Without them an error or an attack that never reached a backend leaves no explanation.',
  judgement:
    'Passes where the level is ERROR or INFO for the stage as a whole and for every method or route that has settings of its own; one that is OFF fails, because its setting beats the stage’s. Not applicable to HTTP APIs, which have no execution logs. Unknown where a setting names no level, or stages could not be read.',
  controls: [
    fsbp('APIGateway.1'),
    ...nist('AU-2', 'AU-3', 'AU-6(3)', 'AU-6(4)', 'AU-10', 'AU-12', 'CA-7', 'SI-7(8)'),
    ...pci('10.2.1'),
  ],
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html',
  ],
  judge: ({ 'apigateway.apis': apis }, { target }) =>
    judgeStages(apis, target, (stage) => {
      const { executionLog } = stage;
      if (executionLog === null) return notApplicable(stage, 'HTTP APIs have no execution logs');
      const off = routesAt('OFF', executionLog);
      const facts = { level: executionLog.level, off, undetermined: routesAt(null, executionLog) };
      if (executionLog.level === 'OFF') {
        const exceptions =
          executionLog.overrides.length === 0 ? '' : ' for all methods and routes without settings of their own';
        return fail(stage, `execution logging is OFF${exceptions}`, { facts });
      }
      if (off.length > 0) return fail(stage, `execution logging is OFF for ${named(off)}`, { facts });
      const unset = facts.undetermined;
      if (unset.length > 0) return unknown(stage, `AWS names no level for ${named(unset)}`, [], { facts });
      return pass(stage, `execution logging is at ${executionLog.level}`, { facts });
    }),
  remediation: {
    cli: (stage) =>
      levelsToSet(stage)
        .map((path) =>
          stage.kind === 'rest'
            ? updateStage(stage, { rest: { [`${path}/logging`]: { loglevel: 'INFO' } }, v2: {} })
            : path === WHOLE_STAGE
              ? updateStage(stage, { rest: {}, v2: { DefaultRouteSettings: { loggingLevel: 'INFO' } } })
              : shell`aws apigatewayv2 delete-route-settings --region ${stage.region ?? ''} --api-id ${stage.apiId} --stage-name ${stage.stageName} --route-key ${path}`,
        )
        .join('\n'),
    terraform: (stage) =>
      stage.kind === 'rest'
        ? levelsToSet(stage)
            .map(
              (path) => hcl`
                # for the stage ${stage.name}
                resource "aws_api_gateway_method_settings" "execution_log" {
                  rest_api_id = ${stage.apiId}
                  stage_name  = ${stage.stageName}
                  method_path = ${path}
                  settings { logging_level = "INFO" }
                }`,
            )
            .join('\n')
        : hcl`
          # in the aws_apigatewayv2_stage ${stage.name}, and in each of its route_settings
          default_route_settings { logging_level = "INFO" }`,
    cloudformation: (stage) =>
      stage.kind === 'rest'
        ? yaml`
          # in the properties of the AWS::ApiGateway::Stage ${stage.name}, and in every other entry of its MethodSettings
          MethodSettings:
            - ResourcePath: "/*"
              HttpMethod: "*"
              LoggingLevel: INFO`
        : yaml`
          # in the properties of the AWS::ApiGatewayV2::Stage ${stage.name}, and in each of its RouteSettings
          DefaultRouteSettings:
            LoggingLevel: INFO`,
  },
});

function routesAt(level: null | 'OFF', { overrides }: ExecutionLogSettings): readonly string[] {
  return overrides.filter((override) => override.level === level).map(({ route }) => route);
}

/** The keys to switch on: the stage's where that is OFF, and each method's or route's that is. */
function levelsToSet({ kind, executionLog }: Stage): readonly string[] {
  if (executionLog === null) return [];
  const routes = routesAt('OFF', executionLog).map((route) => (kind === 'rest' ? patchPath(route) : route));
  return executionLog.level === 'OFF' ? [WHOLE_STAGE, ...routes] : routes;
}
