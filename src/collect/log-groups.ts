import { DescribeLogGroupsCommand, type LogGroup as SdkLogGroup } from '@aws-sdk/client-cloudwatch-logs';
import type { Ask } from '../aws/session.ts';
import type { LogGroup, NamedLogGroup } from '../model/destinations.ts';
import type { Evidence } from '../model/evidence.ts';
import { collected } from '../model/evidence.ts';
import type { AccountId, Arn, Region } from '../model/target.ts';
import { defineCollector, onAnything } from './collector.ts';
import { given } from './given.ts';
import { accessLogDestinations } from './stage-destinations.ts';

/** What a request may name (CloudWatch Logs API Reference, DescribeLogGroups). */
const MOST_NAMES = 50;

type Place = { readonly region: Region; readonly accountId: AccountId };

/** The log groups that a region's stages send access logs to. One request for fifty groups, and one for each that is missing. */
export const accessLogGroups = defineCollector({
  key: 'logs.access-log-groups',
  needs: ['apigateway.apis'],
  permissions: onAnything('logs:DescribeLogGroups'),
  collect: async (target, ask, { 'apigateway.apis': apis }) => {
    const arns = accessLogDestinations(apis, 'logs');
    const near = arns.filter((arn) => nameIn(arn, target) !== null);
    const found = new Map<Arn, Evidence<LogGroup>>();
    await Promise.all(inBatches(near).map((batch) => readTogether(batch, target, ask, found)));
    return Promise.all(
      arns.map(
        async (arn): Promise<NamedLogGroup> => ({
          arn,
          group: found.get(arn) ?? (await ask.apart((apart) => readLogGroup(arn, target, apart))),
        }),
      ),
    );
  },
});

/**
 * Asks for many groups at once. Only what is found counts: that AWS leaves out what is missing, rather than refuse the
 * whole request, is not documented, so that the missing ones are asked for one by one.
 */
async function readTogether(
  arns: readonly Arn[],
  place: Place,
  ask: Ask,
  found: Map<Arn, Evidence<LogGroup>>,
): Promise<void> {
  if (arns.length < 2) return;
  const names = arns.map((arn) => nameIn(arn, place) ?? '');
  const answer = await ask.apart(async (apart) => {
    const { logGroups } = await apart('logs', place.region, DescribeLogGroupsCommand, { logGroupIdentifiers: names });
    return given(logGroups, 'logGroups');
  });
  if (answer.status === 'unavailable') {
    // A request that AWS would not take may be taken for each group; one that it denied would be denied again.
    if (answer.reason !== 'error') for (const arn of arns) found.set(arn, answer);
    return;
  }
  const byName = new Map(answer.value.map((group) => [group.logGroupName, group]));
  for (const [index, arn] of arns.entries()) {
    const group = byName.get(names[index]);
    if (group !== undefined) found.set(arn, collected(toLogGroup(group), answer.calls));
  }
}

function inBatches(arns: readonly Arn[]): readonly (readonly Arn[])[] {
  const batches = Math.ceil(arns.length / MOST_NAMES);
  return Array.from({ length: batches }, (_, index) => arns.slice(index * MOST_NAMES, (index + 1) * MOST_NAMES));
}

/**
 * The group of exactly this name, or null. Answers are sorted by name in ASCII order (CloudWatch Logs API Reference,
 * DescribeLogGroups), so that the group itself comes before all that its name is a prefix of.
 */
export async function readLogGroup(arn: Arn, place: Place, ask: Ask): Promise<LogGroup | null> {
  const logGroupName = nameIn(arn, place);
  if (logGroupName === null)
    throw new Error(`the log group ${arn} is in another account or region, where this scan does not look`);
  const wanted = { logGroupNamePrefix: logGroupName };
  const { logGroups } = await ask('logs', place.region, DescribeLogGroupsCommand, wanted);
  const found = given(logGroups, 'logGroups').find((group) => group.logGroupName === logGroupName);
  return found === undefined ? null : toLogGroup(found);
}

function toLogGroup({ retentionInDays }: SdkLogGroup): LogGroup {
  return { retentionDays: retentionInDays ?? null };
}

/** The name of a log group, or null where it is in another account or region. */
function nameIn(arn: Arn, place: Place): string | null {
  const [, , , region, accountId, , ...name] = arn.split(':');
  return region === place.region && accountId === place.accountId ? name.join(':') : null;
}
