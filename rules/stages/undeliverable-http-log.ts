import { cis, nist } from '../../src/model/controls.ts';
import { unavailable } from '../../src/model/evidence.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import { letsDeliver } from '../../src/semantics/log-delivery.ts';
import { isFirehose } from '../../src/semantics/stages.ts';
import { judgeStages } from './by-stage.ts';
import { ALLOW_DELIVERY } from './delivery-policy.ts';

export default defineRule({
  id: 'stages/undeliverable-http-log',
  title: 'The log groups of HTTP APIs let AWS deliver access logs',
  severity: 'medium',
  scope: 'region',
  needs: ['apigateway.apis', 'logs.delivery-policies'],
  controls: [cis('7.0.0', '4.10'), ...nist('AU-2', 'AU-12')],
  rationale:
    'HTTP APIs do not write access logs with the account’s role: the service delivery.logs.amazonaws.com does, where a ' +
    'policy of CloudWatch Logs lets it. Without one the logs are lost and the stage’s settings look right.',
  judgement:
    'Passes where policies of the account or of the log group let that service create log streams and put events there, ' +
    'without conditions or with those of AWS’s own example. Fails where none of them names it for the log group. Not ' +
    'applicable to REST and WebSocket APIs, to stages without access logs, and where the log group does not exist. ' +
    'Unknown where some of the policies could not be read, or have a Deny or conditions that may keep the service out.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html',
  ],
  judge: ({ 'apigateway.apis': apis, 'logs.delivery-policies': { account, groups } }, { target }) => {
    const policies = new Map(groups.map((group) => [group.arn, group.policies]));
    return judgeStages(apis, target, (stage) => {
      const arn = stage.accessLog?.destinationArn ?? null;
      if (stage.kind !== 'http') return notApplicable(stage, 'REST and WebSocket APIs write with the account’s role');
      if (arn === null || isFirehose(arn)) return notApplicable(stage, 'no log group is set');
      const own = policies.get(arn) ?? unavailable('not-asked', `the scan did not ask about ${arn}`, null);
      const details = { from: [account, own] };
      if (own.status === 'collected' && own.value === null)
        return notApplicable(stage, `${arn} does not exist`, details);
      if (account.status === 'unavailable' || own.status === 'unavailable') {
        const because = [account, own].flatMap((node) => (node.status === 'unavailable' ? [node] : []));
        return unknown(stage, `who may deliver to ${arn} could not be read`, because, details);
      }
      switch (letsDeliver([...account.value, ...(own.value ?? [])], arn)) {
        case 'yes':
          return pass(stage, `delivery.logs.amazonaws.com may deliver to ${arn}`, details);
        case 'no':
          return fail(stage, `no policy lets delivery.logs.amazonaws.com deliver to ${arn}`, details);
        case 'uncertain':
          return unknown(stage, `whether the policies let AWS deliver to ${arn} cannot be told`, [], details);
      }
    });
  },
  remediation: ALLOW_DELIVERY,
});
