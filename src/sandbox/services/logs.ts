import { drawText } from '../draw.ts';
import { AwsError } from '../wire/aws-error.ts';
import type { ExecutionLogDeliveryPlan } from '../world/plan.ts';
import { listing } from '../world/world.ts';
import type { Context, Service } from './service.ts';
import { operation } from './service.ts';

const PAGING = { nextToken: { kind: 'text' }, limit: { kind: 'integer', min: 1, max: 50 } } as const;

/** CloudWatch Logs: the groups that stages and trails write to, and who may. */
export const logs: Service = {
  name: 'logs',
  protocol: 'json-1.1',
  target: 'Logs_20140328',
  codes: { 'invalid-request': [400, 'InvalidParameterException'] },
  operations: {
    DescribeLogGroups: operation({
      members: {
        ...PAGING,
        logGroupNamePrefix: { kind: 'text', min: 1, max: 512, pattern: /^[.\-_/#A-Za-z0-9]+$/ },
        logGroupIdentifiers: { kind: 'texts', min: 1, max: 50 },
      },
      resource: (_, context) => groupArn('*', context),
      answer: ({ logGroupNamePrefix, logGroupIdentifiers }, context) => {
        const { exists, retentionOf } = context.account.region(context.region);
        // A group is here as soon as somebody asks for it: only the name that is asked for is known to be wanted.
        const names = logGroupIdentifiers ?? (logGroupNamePrefix === undefined ? [] : [logGroupNamePrefix]);
        return {
          logGroups: [...names]
            .sort()
            .filter(exists)
            .map((name) => logGroup(name, retentionOf(name), context)),
        };
      },
    }),
    DescribeResourcePolicies: operation({
      members: {
        ...PAGING,
        resourceArn: { kind: 'text' },
        policyScope: { kind: 'text', pattern: /^(ACCOUNT|RESOURCE)$/ },
      },
      answer: ({ resourceArn, policyScope = 'ACCOUNT' }, context) => {
        const region = context.account.region(context.region);
        if (policyScope === 'ACCOUNT')
          return { resourcePolicies: [...region.logPolicies].map((policy) => accountPolicy(policy, context)) };
        const name = /:log-group:([^:]+)/.exec(resourceArn ?? '')?.[1];
        if (name === undefined) throw new AwsError(400, 'InvalidParameterException', 'A resource ARN must be given.');
        if (!region.exists(name)) throw notFound('The specified log group does not exist.');
        return { resourcePolicies: [] };
      },
    }),
    DescribeDeliverySources: operation({
      members: PAGING,
      answer: ({ nextToken, limit = 50 }, context) => {
        const sources = listing(deliveriesIn(context).map((delivery) => deliverySource(delivery, context)));
        const page = context.page(sources, { token: nextToken, size: limit, invalidToken });
        return { deliverySources: page.items, nextToken: page.next };
      },
    }),
    DescribeDeliveries: operation({
      members: PAGING,
      answer: ({ nextToken, limit = 50 }, context) => {
        const deliveries = listing(deliveriesIn(context).flatMap((delivery) => deliveriesOf(delivery, context)));
        const page = context.page(deliveries, { token: nextToken, size: limit, invalidToken });
        return { deliveries: page.items, nextToken: page.next };
      },
    }),
  },
};

const DAY = 24 * 3_600_000;

function invalidToken(): AwsError {
  return new AwsError(400, 'InvalidParameterException', 'The specified nextToken is invalid.');
}

function notFound(message: string): AwsError {
  return new AwsError(400, 'ResourceNotFoundException', message);
}

function groupArn(name: string, { world, account, region }: Context): string {
  return `arn:${world.partition}:logs:${region}:${account.id}:log-group:${name}`;
}

/** A group that keeps everything has no retention (CloudWatch Logs API Reference, LogGroup). */
function logGroup(name: string, retention: number | null, context: Context): object {
  return {
    logGroupName: name,
    creationTime: context.world.at - 300 * DAY,
    retentionInDays: retention ?? undefined,
    metricFilterCount: 0,
    arn: `${groupArn(name, context)}:*`,
    storedBytes: 0,
    logGroupClass: 'STANDARD',
    logGroupArn: groupArn(name, context),
  };
}

function accountPolicy([policyName, policyDocument]: readonly [string, string], { world }: Context): object {
  return { policyName, policyDocument, lastUpdatedTime: world.at - 300 * DAY, policyScope: 'ACCOUNT' };
}

function deliveriesIn({ account, region }: Context): readonly ExecutionLogDeliveryPlan[] {
  return account.region(region).executionLogDeliveries;
}

function sourceName({ api, stage }: ExecutionLogDeliveryPlan): string {
  return `${api}-${stage}-execution-logs`;
}

/** The ARN of a stage has an account here, which IAM's ARN of it has not (API Gateway Developer Guide). */
function deliverySource(delivery: ExecutionLogDeliveryPlan, { world, account, region }: Context): object {
  const { restApis } = account.region(region);
  const apis = Array.from({ length: restApis.length }, (_, index) => restApis.at(index));
  const id = apis.find(({ name }) => name === delivery.api)?.id ?? '';
  const name = sourceName(delivery);
  return {
    name,
    arn: `arn:${world.partition}:logs:${region}:${account.id}:delivery-source:${name}`,
    resourceArns: [
      `arn:${world.partition}:apigateway:${region}:${account.id}:/restapis/${id}/stages/${delivery.stage}`,
    ],
    service: 'apigateway',
    logType: 'EXECUTION_LOGS',
  };
}

function deliveriesOf(delivery: ExecutionLogDeliveryPlan, { world, account, region }: Context): readonly object[] {
  return delivery.destinationArns.map((destination) => {
    const id = drawText(
      'abcdefghijklmnopqrstuvwxyzABCDEFGH0123456789',
      16,
      'delivery',
      account.id,
      region,
      destination,
    );
    const service = destination.split(':')[2] ?? '';
    return {
      id,
      arn: `arn:${world.partition}:logs:${region}:${account.id}:delivery:${id}`,
      deliverySourceName: sourceName(delivery),
      deliveryDestinationArn: destination,
      deliveryDestinationType: service === 's3' ? 'S3' : service === 'firehose' ? 'FH' : 'CWL',
    };
  });
}
