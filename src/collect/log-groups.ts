import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Ask } from '../aws/session.ts';
import type { LogGroup } from '../model/destinations.ts';
import type { AccountId, Arn, Region } from '../model/target.ts';
import { defineCollector, onAnything } from './collector.ts';
import { accessLogDestinations } from './stage-destinations.ts';

/** The log groups that a region's stages send access logs to. One request for each group. */
export const accessLogGroups = defineCollector({
  key: 'logs.access-log-groups',
  needs: ['apigateway.apis'],
  permissions: onAnything('logs:DescribeLogGroups'),
  collect: (target, ask, { 'apigateway.apis': apis }) =>
    Promise.all(
      accessLogDestinations(apis, 'logs').map(async (arn) => ({
        arn,
        group: await ask.apart((apart) => readLogGroup(arn, target, apart)),
      })),
    ),
});

/**
 * The group of exactly this name, or null. Answers are sorted by name in ASCII order (CloudWatch Logs API Reference,
 * DescribeLogGroups), so that the group itself comes before all that its name is a prefix of.
 */
export async function readLogGroup(
  arn: Arn,
  place: { readonly region: Region; readonly accountId: AccountId },
  ask: Ask,
): Promise<LogGroup | null> {
  const [, , , region, accountId, , ...name] = arn.split(':');
  if (region !== place.region || accountId !== place.accountId)
    throw new Error(`the log group ${arn} is in another account or region, where this scan does not look`);
  const logGroupName = name.join(':');
  const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName });
  const { logGroups = [] } = await ask('logs', region, command);
  const found = logGroups.find((group) => group.logGroupName === logGroupName);
  return found === undefined ? null : { retentionDays: found.retentionInDays ?? null };
}
