import { cis } from '../../src/model/controls.ts';
import { hcl, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, notApplicable, pass } from '../../src/model/verdict.ts';
import { AUDIT_FORMATS } from '../../src/semantics/access-log-format/audit-formats.ts';
import { judgeStages } from './by-stage.ts';
import { updateStage } from './update-stage.ts';

export default defineRule({
  id: 'stages/log-destination-without-format',
  title: 'Access logs that have a destination have a format',
  severity: 'low',
  scope: 'region',
  needs: ['apigateway.apis'],
  controls: [cis('7.0.0', '4.10')],
  rationale:
    'API Gateway takes a destination without a format and then writes nothing. Somebody meant to switch access logs on, ' +
    'and may believe that they are.',
  judgement:
    'Fails where a stage names a destination and no format, passes where it names both. Low, because the stage is ' +
    'already counted as one without access logs by stages/missing-access-log; this tells the change that was left half ' +
    'done from one that was never begun. Not applicable without a destination. Unknown where stages could not be read.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
    'https://docs.aws.amazon.com/apigateway/latest/api/API_AccessLogSettings.html',
  ],
  judge: ({ 'apigateway.apis': apis }, { target }) =>
    judgeStages(apis, target, (stage) => {
      const { destinationArn = null, format = null } = stage.accessLog ?? {};
      if (destinationArn === null) return notApplicable(stage, 'no destination of access logs is set');
      return format === null
        ? fail(stage, `a destination is set, ${destinationArn}, and no format`)
        : pass(stage, 'the destination has a format');
    }),
  remediation: {
    cli: (stage) => {
      const format = AUDIT_FORMATS[stage.kind];
      const destinationArn = stage.accessLog?.destinationArn ?? '';
      // The other kinds replace the whole structure, in which the destination must stay.
      return updateStage(stage, {
        rest: { accessLogSettings: { format } },
        v2: { AccessLogSettings: { destinationArn, format } },
      });
    },
    terraform: (stage) => hcl`
      # in the access_log_settings of the stage ${stage.name}
      format = ${AUDIT_FORMATS[stage.kind]}`,
    cloudformation: (stage) => yaml`
      # in the AccessLogSetting or AccessLogSettings of the stage ${stage.name}
      Format: ${AUDIT_FORMATS[stage.kind]}`,
  },
});
