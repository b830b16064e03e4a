import type { ExecutionLogSettings, Stage } from '../../src/model/apigateway.ts';
import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import { named } from '../../src/semantics/listing.ts';
import { judgeStages } from './by-stage.ts';
import { patchPath, WHOLE_STAGE } from './execution-log-keys.ts';
import { updateStage } from './update-stage.ts';

export default defineRule({
  id: 'stages/full-request-logging',
  title: 'Execution logs leave out whole requests and responses',
  severity: 'medium',
  scope: 'region',
  needs: ['apigateway.apis'],
  controls: [],
  rationale:
    'Data tracing writes the bodies of requests and responses into the log: names, addresses, tokens, whatever clients ' +
    'send, for everybody who may read logs. AWS advises against it in production.',
  judgement:
    'Fails where data tracing is on, for the stage or for a method or route with settings of its own, and the level is ' +
    'not OFF: at OFF nothing is logged. Passes otherwise. Not applicable to HTTP APIs, which have no data tracing. ' +
    'Unknown where a traced method or route names no level, or stages could not be read.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
    'https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html',
  ],
  judge: ({ 'apigateway.apis': apis }, { target }) =>
    judgeStages(apis, target, (stage) => {
      if (stage.executionLog === null) return notApplicable(stage, 'HTTP APIs have no data tracing');
      const traced = tracedKeys(stage.executionLog, (level) => level === 'ERROR' || level === 'INFO');
      const doubtful = tracedKeys(stage.executionLog, (level) => level === null);
      const facts = { traced, undetermined: doubtful };
      if (traced.length > 0)
        return fail(stage, `whole requests and responses are logged for ${said(traced)}`, { facts });
      if (doubtful.length > 0) return unknown(stage, `AWS names no level for ${said(doubtful)}, traced`, [], { facts });
      return pass(stage, 'whole requests and responses are not logged', { facts });
    }),
  remediation: {
    cli: (stage) =>
      keysToChange(stage)
        .map((key) => {
          if (stage.kind === 'rest') {
            const path = key === WHOLE_STAGE ? key : patchPath(key);
            return updateStage(stage, { rest: { [`${path}/logging`]: { dataTrace: 'false' } }, v2: {} });
          }
          if (key === WHOLE_STAGE)
            return updateStage(stage, { rest: {}, v2: { DefaultRouteSettings: { dataTraceEnabled: false } } });
          return shell`aws apigatewayv2 delete-route-settings --region ${stage.region ?? ''} --api-id ${stage.apiId} --stage-name ${stage.stageName} --route-key ${key}`;
        })
        .join('\n'),
    terraform: (stage) => hcl`
      # in the aws_api_gateway_method_settings, default_route_settings or route_settings of ${stage.name}
      data_trace_enabled = false`,
    cloudformation: (stage) => yaml`
      # in each of the MethodSettings, DefaultRouteSettings or RouteSettings of ${stage.name}
      DataTraceEnabled: false`,
  },
});

type Level = ExecutionLogSettings['overrides'][number]['level'];

/** The stage's key and the methods or routes that trace at such a level. */
function tracedKeys(
  { level, dataTrace, overrides }: ExecutionLogSettings,
  at: (level: Level) => boolean,
): readonly string[] {
  if (!dataTrace && !overrides.some((override) => override.dataTrace)) return [];
  const all = [{ route: WHOLE_STAGE, level, dataTrace }, ...overrides];
  return all.filter((settings) => settings.dataTrace && at(settings.level)).map(({ route }) => route);
}

function keysToChange({ executionLog }: Stage): readonly string[] {
  return executionLog === null ? [] : tracedKeys(executionLog, () => true);
}

function said(keys: readonly string[]): string {
  return keys.includes(WHOLE_STAGE) ? 'the stage' : named(keys);
}
