import { nist } from '../../src/model/controls.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, pass, unknown } from '../../src/model/verdict.ts';
import { trailSubject } from '../../src/semantics/event-delivery/account-trails.ts';
import type { TrailDestination } from '../../src/semantics/trail-destinations.ts';
import { destinationsOf } from '../../src/semantics/trail-destinations.ts';
import { judgeOwnTrails } from './by-trail.ts';
import { MAKE_AGAIN } from './destination-repair.ts';

export default defineRule({
  id: 'trails/dangling-destination',
  title: 'The bucket, log group and topic that a trail names exist',
  severity: 'high',
  scope: 'account',
  needs: ['cloudtrail.trails', 's3.trail-buckets', 'cloudtrail.trail-destinations'],
  controls: nist('AU-2', 'AU-12'),
  rationale:
    'A trail goes on saying that it is logging when its bucket is deleted; after thirty days of retries the events are ' +
    'lost. The name of a deleted bucket is free for anybody, in any account, to take.',
  judgement:
    'Judges each trail in the account that owns it. Fails where AWS says that the bucket, the log group or the topic ' +
    'that the trail names does not exist; passes where all of them do. Unknown where one of them could not be asked ' +
    'about, such as a bucket of another account that refuses this one, and where regions could not list their trails.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-troubleshooting.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html',
  ],
  judge: (seen, { target }) => {
    const asked = { buckets: seen['s3.trail-buckets'], others: seen['cloudtrail.trail-destinations'] };
    return judgeOwnTrails(seen['cloudtrail.trails'], target, (trail) => {
      const destinations = destinationsOf(trail, asked);
      const gone = destinations.filter(({ exists }) => exists.status === 'collected' && !exists.value);
      const unread = destinations.filter(({ exists }) => exists.status === 'unavailable');
      const subject = { ...trailSubject(trail), gone };
      const facts = { destinations: destinations.map(({ name }) => name) };
      const details = { facts, from: destinations.map(({ exists }) => exists) };
      if (gone.length > 0) return fail(subject, `${trail.name} writes to ${named(gone)}: AWS knows none`, details);
      if (unread.length > 0) {
        const because = unread.flatMap(({ exists }) => (exists.status === 'unavailable' ? [exists] : []));
        return unknown(subject, `whether ${named(unread)} of ${trail.name} exists could not be read`, because, details);
      }
      return pass(subject, `${trail.name} writes to ${named(destinations)}: AWS knows all of that`, details);
    });
  },
  remediation: MAKE_AGAIN,
});

/** Such as `the bucket audit-logs, the topic arn:…`. */
function named(destinations: readonly TrailDestination[]): string {
  return destinations.map(({ kind, name }) => `the ${kind} ${name}`).join(', ');
}
