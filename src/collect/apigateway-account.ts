import { GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { Refusal } from '../aws/refusal.ts';
import { defineCollector } from './collector.ts';
import { textOrNull } from './trails.ts';

/** API Gateway's settings for a region, of which we need the role that it writes logs with. */
export const apiGatewayAccount = defineCollector({
  key: 'apigateway.account',
  needs: [],
  permissions: [{ action: 'apigateway:GET', resources: ['arn:*:apigateway:*::/account'] }],
  collect: async ({ region }, ask) => {
    try {
      const { cloudwatchRoleArn } = await ask('apigateway', region, GetAccountCommand, {});
      return { everUsed: true, cloudWatchRoleArn: textOrNull(cloudwatchRoleArn) };
    } catch (error) {
      // «Invalid Customer identifier specified»: the account never used API Gateway here, which is an answer.
      if (error instanceof Refusal && error.httpStatus === 404) return { everUsed: false, cloudWatchRoleArn: null };
      throw error;
    }
  },
});
