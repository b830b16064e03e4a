import type { Stage } from '../../src/model/apigateway.ts';
import type { ExecutionLogDelivery } from '../../src/model/destinations.ts';
import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { accountSubject } from '../../src/model/subject.ts';
import type { RegionTarget } from '../../src/model/target.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import { hasExecutionLog } from '../../src/semantics/stages.ts';
import { judgeStages } from './by-stage.ts';

interface ReroutedStage extends Stage {
  readonly reroutes: readonly ExecutionLogDelivery[];
}

export default defineRule({
  id: 'stages/rerouted-execution-log',
  title: 'Execution logs are where API Gateway puts them by itself',
  severity: 'low',
  scope: 'region',
  needs: ['apigateway.apis', 'logs.execution-log-deliveries'],
  controls: [],
  rationale:
    'A delivery of CloudWatch Logs sends a REST stage’s execution logs somewhere else, and the log group that API ' +
    'Gateway makes for the stage gets nothing from then on. Whoever looks there, or has alarms there, sees silence.',
  judgement:
    'Fails where a delivery takes the execution logs of a REST stage elsewhere, which may be meant. Passes ' +
    'where no delivery source names the stage. Not applicable to HTTP and WebSocket APIs, and where execution logging is ' +
    'off. Unknown where a source has no delivery, since no page says what then becomes of the logs, and where delivery ' +
    'sources or stages could not be read.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-execution-logging.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-create-log-delivery.html',
  ],
  *judge({ 'apigateway.apis': apis, 'logs.execution-log-deliveries': { sources } }, { target }) {
    const from = [sources];
    if (sources.status === 'unavailable')
      return yield unknown(accountSubject(target), 'delivery sources could not be read', [sources], { from });
    yield* judgeStages<ReroutedStage>(apis, target, (stage) => {
      if (stage.kind !== 'rest') return notApplicable(stage, 'only REST APIs have such deliveries');
      if (!hasExecutionLog(stage)) return notApplicable(stage, 'execution logging is OFF');
      const reroutes = sources.value.filter(({ stageArn }) => stageArn === nameForDelivery(stage, target));
      const destinations = reroutes.flatMap((reroute) =>
        reroute.deliveries.map(({ destinationArn }) => destinationArn),
      );
      const facts = { sources: reroutes.map(({ source }) => source), destinations };
      const details = { facts, from };
      if (reroutes.length === 0) return pass(stage, 'no delivery takes its execution logs elsewhere', details);
      if (destinations.length === 0)
        return unknown(stage, `${reroutes[0]?.source}, which has no delivery, takes its execution logs`, [], details);
      return fail({ ...stage, reroutes }, `execution logs go to ${destinations.join(', ')} instead`, details);
    });
  },
  remediation: {
    cli: ({ region, reroutes }) =>
      reroutes
        .flatMap(({ source, deliveries }) => [
          ...deliveries.map(({ id }) => shell`aws logs delete-delivery --region ${region ?? ''} --id ${id}`),
          shell`aws logs delete-delivery-source --region ${region ?? ''} --name ${source}`,
        ])
        .join('\n'),
    terraform: ({ reroutes }) => hcl`
      # Remove these aws_cloudwatch_log_delivery_source and their aws_cloudwatch_log_delivery:
      # ${reroutes.map(({ source }) => source)}`,
    cloudformation: ({ reroutes }) => yaml`
      # Remove these AWS::Logs::DeliverySource and their AWS::Logs::Delivery:
      # ${reroutes.map(({ source }) => source)}`,
  },
});

/** With an account id, unlike the ARN that IAM knows a stage by. */
function nameForDelivery({ apiId, stageName }: Stage, { partition, region, accountId }: RegionTarget): string {
  return `arn:${partition}:apigateway:${region}:${accountId}:/restapis/${apiId}/stages/${stageName}`;
}
