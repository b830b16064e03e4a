import { AwsError } from '../wire/aws-error.ts';
import type { Service } from './service.ts';
import { operation } from './service.ts';

/** SNS, of which only the topics that trails notify are asked. */
export const sns: Service = {
  name: 'sns',
  protocol: 'query',
  version: '2010-03-31',
  xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
  codes: { 'invalid-request': [400, 'InvalidParameter'], denied: [403, 'AuthorizationError'] },
  operations: {
    GetTopicAttributes: operation({
      members: {
        TopicArn: {
          kind: 'text',
          required: true,
          pattern: /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(\.fifo)?$/,
        },
      },
      resource: ({ TopicArn }) => TopicArn,
      answer: ({ TopicArn }, { account, region }) => {
        const [, , , , Owner = '', name = ''] = TopicArn.split(':');
        if (!account.region(region).exists(name)) throw new AwsError(404, 'NotFound', 'Topic does not exist');
        const attributes = { TopicArn, Owner, DisplayName: '', SubscriptionsConfirmed: '1', SubscriptionsPending: '0' };
        return { Attributes: new Map(Object.entries(attributes)) };
      },
    }),
  },
};
