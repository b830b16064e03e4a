import type { Stage } from '../../src/model/apigateway.ts';
import { cis, nist } from '../../src/model/controls.ts';
import { hcl, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import { AUDIT_FORMATS } from '../../src/semantics/access-log-format/audit-formats.ts';
import { requestIdIn } from '../../src/semantics/access-log-format/variables.ts';
import { judgeStages } from '../stages/by-stage.ts';
import { updateStage } from '../stages/update-stage.ts';

export default defineRule({
  id: 'formats/missing-request-id',
  title: 'Access-log formats hold a request id',
  severity: 'medium',
  scope: 'region',
  needs: ['apigateway.apis'],
  rationale:
    'The request id is what joins a line of the access log to its execution log, to the caller’s own records and to AWS support. A line without it cannot be traced.',
  judgement:
    'Passes where the format holds $context.requestId or $context.extendedRequestId as a whole variable. Longer names, other letter case, $context.integration.requestId and plain words do not count. Not applicable where no format is set. Unknown where stages could not be read.',
  controls: [cis('7.0.0', '4.10'), ...nist('AU-3')],
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html',
  ],
  judge: ({ 'apigateway.apis': apis }, { target }) =>
    judgeStages(apis, target, (stage) => {
      const format = stage.accessLog?.format ?? null;
      if (format === null) return notApplicable(stage, 'no access-log format is set');
      const { present, variable } = requestIdIn(format);
      const facts = { format };
      if (present === 'yes') return pass(stage, `the format holds $context.${variable}`, { facts });
      if (present === 'unclear') {
        return unknown(stage, `whether API Gateway reads $context.${variable} as a request id is not documented`, [], {
          facts,
        });
      }
      return fail(stage, 'the access-log format holds neither $context.requestId nor $context.extendedRequestId', {
        facts,
      });
    }),
  remediation: {
    cli: (stage) => {
      const destinationArn = stage.accessLog?.destinationArn;
      // The other kinds replace the whole structure, in which the destination must stay.
      const v2 = { format: AUDIT_FORMATS[stage.kind], ...(destinationArn ? { destinationArn } : {}) };
      return updateStage(stage, { rest: { accessLogSettings: { format: v2.format } }, v2: { AccessLogSettings: v2 } });
    },
    terraform: (stage) => hcl`
      # in the access_log_settings of the stage ${stage.name}
      format = ${AUDIT_FORMATS[stage.kind]}`,
    cloudformation: (stage) => yaml`
      # in the ${logProperty(stage)} of the stage ${stage.name}
      Format: ${AUDIT_FORMATS[stage.kind]}`,
  },
});

function logProperty({ kind }: Stage): string {
  return kind === 'rest' ? 'AccessLogSetting' : 'AccessLogSettings';
}
