import { AwsError } from '../wire/aws-error.ts';
import type { Service } from './service.ts';
import { epochSeconds, operation } from './service.ts';

/** Firehose, of which only the streams that stages write access logs to are asked. */
export const firehose: Service = {
  name: 'firehose',
  protocol: 'json-1.1',
  target: 'Firehose_20150804',
  operations: {
    DescribeDeliveryStream: operation({
      members: {
        DeliveryStreamName: { kind: 'text', required: true, min: 1, max: 64, pattern: /^[a-zA-Z0-9_.-]+$/ },
        Limit: { kind: 'integer', min: 1, max: 10_000 },
      },
      resource: ({ DeliveryStreamName: name }, { world, account, region }) =>
        `arn:${world.partition}:firehose:${region}:${account.id}:deliverystream/${name}`,
      answer: ({ DeliveryStreamName: name }, { world, account, region }) => {
        if (!account.region(region).exists(name)) {
          const message = `Firehose ${name} under account ${account.id} not found.`;
          throw new AwsError(400, 'ResourceNotFoundException', message);
        }
        return {
          DeliveryStreamDescription: {
            DeliveryStreamName: name,
            DeliveryStreamARN: `arn:${world.partition}:firehose:${region}:${account.id}:deliverystream/${name}`,
            DeliveryStreamStatus: 'ACTIVE',
            DeliveryStreamType: 'DirectPut',
            VersionId: '1',
            CreateTimestamp: epochSeconds(world.at) - 300 * 24 * 3_600,
            Destinations: [],
            HasMoreDestinations: false,
          },
        };
      },
    }),
  },
};
