import { DescribeDeliveryStreamCommand } from '@aws-sdk/client-firehose';
import { Refusal } from '../aws/refusal.ts';
import type { Ask } from '../aws/session.ts';
import type { Arn, RegionTarget } from '../model/target.ts';
import { defineCollector } from './collector.ts';
import { given } from './given.ts';
import { accessLogDestinations } from './stage-destinations.ts';

/**
 * The Firehose streams that a region's stages send access logs to. API Gateway writes to no stream with another prefix
 * (API Gateway Developer Guide, apigateway-logging-to-kinesis).
 */
export const accessLogStreams = defineCollector({
  key: 'firehose.access-log-streams',
  needs: ['apigateway.apis'],
  permissions: [
    {
      action: 'firehose:DescribeDeliveryStream',
      resources: ['arn:*:firehose:*:*:deliverystream/amazon-apigateway-*'],
    },
  ],
  collect: (target, ask, { 'apigateway.apis': apis }) =>
    Promise.all(
      accessLogDestinations(apis, 'firehose').map(async (arn) => ({
        arn,
        exists: await ask.apart((apart) => streamExists(arn, target, apart)),
      })),
    ),
});

async function streamExists(arn: Arn, target: RegionTarget, ask: Ask): Promise<boolean> {
  const [, , , region, accountId, resource = ''] = arn.split(':');
  if (region !== target.region || accountId !== target.accountId)
    throw new Error(`the stream ${arn} is in another account or region, where this scan does not look`);
  const DeliveryStreamName = resource.slice(resource.indexOf('/') + 1);
  try {
    const answer = await ask('firehose', region, DescribeDeliveryStreamCommand, { DeliveryStreamName });
    given(answer.DeliveryStreamDescription, 'DeliveryStreamDescription');
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'ResourceNotFoundException') return false;
    throw error;
  }
}
