import { nist } from '../../src/model/controls.ts';
import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { accountSubject } from '../../src/model/subject.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import type { AccountTrail, TrailSubject } from '../../src/semantics/event-delivery/account-trails.ts';
import {
  accountTrails,
  clausesOf,
  evidenceOf,
  TRAIL_EVIDENCE,
  trailSubject,
} from '../../src/semantics/event-delivery/account-trails.ts';
import { globalServiceEventsArise } from '../../src/semantics/event-delivery/global-services.ts';
import { unreadRegions } from '../../src/semantics/event-delivery/trail-words.ts';

export default defineRule({
  id: 'trails/global-events-excluded',
  title: 'Trails include global service events',
  severity: 'low',
  scope: 'account',
  needs: TRAIL_EVIDENCE,
  controls: nist('AU-2', 'AU-12'),
  rationale:
    'IAM, the global endpoint of STS and CloudFront report as global services. A trail without their events does not ' +
    'see who changed permissions.',
  judgement:
    'Judges each trail in the account that owns it. Fails where a trail that records management events leaves global ' +
    'service events out. Not applicable to a trail without management events, and to a trail of one region where no ' +
    'global service event arises. Whether another trail makes up for it is judged by trails/management-events-gap. ' +
    'Unknown where the selectors could not be read, for trails of one region outside the partition aws, and once for the ' +
    'account where regions could not list their trails.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html',
  ],
  *judge(seen, { target }) {
    const account = accountTrails(target, seen);
    for (const trail of account.trails) {
      if (trail.trail.ownerAccountId === account.accountId) yield judgeTrail(trail, account.partition);
    }
    if (account.unread.length > 0) {
      const { reasons, because } = unreadRegions(account);
      yield unknown(accountSubject(target), reasons.join('; '), because);
    }
  },
  remediation: {
    cli: ({ arn, region }) => shell`
      aws cloudtrail update-trail --name ${arn} --region ${region} --include-global-service-events`,
    terraform: ({ arn }) => hcl`
      # In the aws_cloudtrail resource of ${arn}:
      include_global_service_events = true`,
    cloudformation: ({ arn }) => yaml`
      # In the AWS::CloudTrail::Trail of ${arn}:
      Properties:
        IncludeGlobalServiceEvents: true`,
  },
});

function judgeTrail(seen: AccountTrail, partition: string): Verdict<TrailSubject> {
  const { trail, selectors } = seen;
  const { name, homeRegion, multiRegion } = trail;
  const subject = trailSubject(trail);
  const details = { from: evidenceOf(seen), facts: { includeGlobalServiceEvents: trail.includeGlobalServiceEvents } };
  const arise = multiRegion ? 'yes' : globalServiceEventsArise(partition, homeRegion);
  if (arise === 'no') return notApplicable(subject, `no global service event arises in ${homeRegion}`, details);
  if (trail.includeGlobalServiceEvents) return pass(subject, `${name} includes global service events`, details);
  const without = `${name} leaves global service events out`;
  if (selectors.status === 'unavailable')
    return unknown(subject, `${without}; whether it records management events could not be read`, [selectors], details);
  if (clausesOf(seen).length === 0) return notApplicable(subject, `${name} records no management events`, details);
  if (arise === 'unknown')
    return unknown(subject, `${without}; whether any arise in ${homeRegion} is not documented`, [], details);
  return fail(subject, without, details);
}
