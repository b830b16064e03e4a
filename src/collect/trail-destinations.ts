import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { Refusal } from '../aws/refusal.ts';
import type { Ask } from '../aws/session.ts';
import type { Arn, Region } from '../model/target.ts';
import { ownTrails } from '../semantics/own-trails.ts';
import { defineCollector, onAnything } from './collector.ts';
import { given } from './given.ts';
import { readLogGroup } from './log-groups.ts';

/** Whether the log groups and topics that the account's own trails name exist. One request for each of them. */
export const trailDestinations = defineCollector({
  key: 'cloudtrail.trail-destinations',
  needs: ['cloudtrail.trails'],
  permissions: [
    ...onAnything('logs:DescribeLogGroups'),
    { action: 'sns:GetTopicAttributes', resources: ['arn:*:sns:*:*:*'] },
  ],
  collect: (target, ask, { 'cloudtrail.trails': regions }) => {
    const questions = new Map<Arn, (apart: Ask) => Promise<boolean>>();
    for (const { trail } of ownTrails(regions, target.accountId).read) {
      const { logGroupArn, snsTopicArn, homeRegion } = trail;
      if (logGroupArn !== null) {
        const arn = logGroupArn.replace(/:\*$/, '');
        const place = { region: homeRegion, accountId: target.accountId };
        questions.set(arn, async (apart) => (await readLogGroup(arn, place, apart)) !== null);
      }
      if (snsTopicArn !== null) questions.set(snsTopicArn, (apart) => topicExists(snsTopicArn, homeRegion, apart));
    }
    return Promise.all(
      [...questions]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(async ([arn, question]) => ({ arn, exists: await ask.apart(question) })),
    );
  },
});

async function topicExists(TopicArn: Arn, region: Region, ask: Ask): Promise<boolean> {
  if (TopicArn.split(':')[3] !== region) throw new Error(`the topic ${TopicArn} is not in the trail's home region`);
  try {
    const { Attributes } = await ask('sns', region, GetTopicAttributesCommand, { TopicArn });
    given(Attributes, 'Attributes');
    return true;
  } catch (error) {
    if (error instanceof Refusal && (error.code === 'NotFoundException' || error.code === 'NotFound')) return false;
    throw error;
  }
}
