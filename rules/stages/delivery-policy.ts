import type { Stage } from '../../src/model/apigateway.ts';
import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import type { Remediation } from '../../src/model/rule.ts';
import { DELIVERY_ACTIONS, LOG_DELIVERY } from '../../src/semantics/log-delivery.ts';

/** A policy of the account for the one log group. An account has room for ten of them in a region. */
export const ALLOW_DELIVERY: Remediation<Stage> = {
  cli: (stage) => shell`
    aws logs put-resource-policy --region ${stage.region ?? ''} --policy-name ${nameOf(stage)} --policy-document ${document(stage)}`,
  terraform: (stage) => hcl`
    resource "aws_cloudwatch_log_resource_policy" "access_logs" {
      policy_name     = ${nameOf(stage)}
      policy_document = ${document(stage)}
    }`,
  cloudformation: (stage) => yaml`
    AccessLogDelivery:
      Type: AWS::Logs::ResourcePolicy
      Properties:
        PolicyName: ${nameOf(stage)}
        PolicyDocument: ${document(stage)}`,
};

function nameOf({ apiId, stageName }: Stage): string {
  return `access-logs-${apiId}-${stageName}`;
}

function document({ accessLog }: Stage): string {
  const group = accessLog?.destinationArn ?? '';
  const [, partition, , region, accountId] = group.split(':');
  const statement = {
    Effect: 'Allow',
    Principal: { Service: LOG_DELIVERY },
    Action: DELIVERY_ACTIONS,
    Resource: `${group}:log-stream:*`,
    Condition: {
      StringEquals: { 'aws:SourceAccount': accountId },
      ArnLike: { 'aws:SourceArn': `arn:${partition}:logs:${region}:${accountId}:*` },
    },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
