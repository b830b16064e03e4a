import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { accountSubject } from '../../src/model/subject.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import type { AccountTrail } from '../../src/semantics/event-delivery/account-trails.ts';
import {
  accountTrails,
  clausesOf,
  evidenceOf,
  TRAIL_EVIDENCE,
} from '../../src/semantics/event-delivery/account-trails.ts';
import { duplicatesIn } from '../../src/semantics/event-delivery/duplicates.ts';
import { doubtsIn } from '../../src/semantics/event-delivery/trail-words.ts';

export default defineRule({
  id: 'trails/duplicate-management-events',
  title: 'Each management event is recorded once',
  severity: 'low',
  scope: 'account',
  needs: TRAIL_EVIDENCE,
  controls: [],
  rationale:
    'The first copy of management events in a region is free; AWS charges for every further one, and the bucket for ' +
    'keeping it. A second copy may be meant, for another owner or a shorter time.',
  judgement:
    'Fails where two logging trails that reach the account, its own or the organization’s, surely select some of the ' +
    'same management events in a scanned region. Passes where none do, and is not applicable where no trail reaches the ' +
    'account. Unknown where a trail’s status, its selectors or a region’s trails could not be read, and where selectors ' +
    'have conditions on other fields than readOnly and eventSource.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-manage-costs.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-multi-region-trails.html',
  ],
  *judge(seen, { target }) {
    const account = accountTrails(target, seen);
    const duplicates = account.regions.flatMap((region) => duplicatesIn(account, region));
    const certain = duplicates.filter((duplicate) => duplicate.certain);
    const trails = [...new Set(certain.flatMap((duplicate) => duplicate.trails))];
    const regions = [...new Set(certain.map(({ region }) => region))];
    const spare = trails.sort((a, b) => width(b) - width(a)).slice(1);
    const subject = { ...accountSubject(target), spare };
    const details = {
      facts: { trails: trails.map(({ trail }) => trail.arn), regions },
      from: [...account.listings.values(), ...account.trails.flatMap(evidenceOf)],
    };
    const doubtful = [...duplicates, ...account.unread].map(({ region }) => region);
    if (trails.length > 0) {
      const names = trails.map(({ trail }) => trail.name).join(', ');
      yield fail(subject, `the same management events of ${regions.join(', ')} are recorded by ${names}`, details);
    } else if (doubtful.length > 0 || !account.multiRegionTrailsSeen) {
      const doubts = (doubtful.length > 0 ? doubtful : account.regions).map((region) => doubtsIn(account, region));
      const reasons = [...new Set(doubts.flatMap((doubt) => doubt.reasons))].join('; ');
      const because = [...new Set(doubts.flatMap((doubt) => doubt.because))];
      yield unknown(subject, `events may be recorded twice: ${reasons}`, because, details);
    } else if (account.trails.length === 0) yield notApplicable(subject, 'no trail reaches the account', details);
    else yield pass(subject, 'no two trails record the same management events', details);
  },
  remediation: {
    cli: ({ spare }) =>
      each(
        spare,
        (arn) => shell`
      # Where nobody needs the second copy, in the account that owns it:
      aws cloudtrail delete-trail --name ${arn} --region ${arn.split(':')[3] ?? ''}`,
      ),
    terraform: ({ spare }) => each(spare, (arn) => hcl`# Where nobody needs the second copy, remove the trail ${arn}`),
    cloudformation: ({ spare }) =>
      each(spare, (arn) => yaml`# Where nobody needs the second copy, remove the trail ${arn}`),
  },
});

/** The trail with the greatest width is kept: one without conditions rather than one with, then the one that reaches most. */
function width(trail: AccountTrail): number {
  const whole = clausesOf(trail).some(({ fields }) => fields.length === 0);
  return (whole ? 4 : 0) + (trail.trail.organization ? 2 : 0) + (trail.trail.multiRegion ? 1 : 0);
}

function each(trails: readonly AccountTrail[], text: (arn: string) => string): string {
  return trails.map(({ trail }) => text(trail.arn)).join('\n');
}
