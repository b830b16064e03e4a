import { iso27001, nist, pci, soc2 } from '../../src/model/controls.ts';
import { defineRule } from '../../src/model/rule.ts';
import { accountSubject } from '../../src/model/subject.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import type { AccountTrail } from '../../src/semantics/event-delivery/account-trails.ts';
import { accountTrails, evidenceOf, TRAIL_EVIDENCE } from '../../src/semantics/event-delivery/account-trails.ts';
import type { DeliverySubject } from '../../src/semantics/event-delivery/delivery-repair.ts';
import { deliverySubject, RESTORE_DELIVERY } from '../../src/semantics/event-delivery/delivery-repair.ts';
import { unreadRegions } from '../../src/semantics/event-delivery/trail-words.ts';

export default defineRule({
  id: 'trails/delivery-failing',
  title: 'Trails deliver their log files',
  severity: 'high',
  scope: 'account',
  needs: TRAIL_EVIDENCE,
  controls: [...nist('AU-2', 'AU-12'), ...pci('10.2.1'), soc2('CC7.2'), iso27001('A.8.15')],
  rationale:
    'A trail whose bucket is gone or refuses CloudTrail still says that it is logging. AWS retries for thirty days; ' +
    'then the events are lost.',
  judgement:
    'Judges each trail that reaches an account, in that account: an organization trail can fail for one member alone. ' +
    'Fails where a logging trail’s last delivery to Amazon S3 met an error, passes where it did not, and is not ' +
    'applicable to a trail that is stopped. Unknown where the status could not be read, and once for the account where ' +
    'regions could not list their trails.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html',
  ],
  *judge(seen, { target }) {
    const account = accountTrails(target, seen);
    for (const trail of account.trails) yield judgeDelivery(trail);
    if (account.unread.length > 0) {
      const { reasons, because } = unreadRegions(account);
      yield unknown(accountSubject(target), reasons.join('; '), because);
    }
  },
  remediation: RESTORE_DELIVERY,
});

function judgeDelivery(trail: AccountTrail): Verdict<DeliverySubject> {
  const subject = deliverySubject(trail);
  const { status } = trail;
  const { name, homeRegion } = trail.trail;
  const from = evidenceOf(trail);
  if (trail.state === 'home-not-enabled') {
    return notApplicable(subject, `${name} sends nothing: ${homeRegion} is not enabled in this account`, { from });
  }
  if (status.status === 'unavailable') return unknown(subject, `the status of ${name} could not be read`, [status]);
  const { logging, latestDeliveryError: error, latestDeliveryAt } = status.value;
  const details = { from, facts: { logging, bucket: subject.bucket, latestDeliveryError: error, latestDeliveryAt } };
  if (!logging) return notApplicable(subject, `${name} is not logging`, details);
  if (error === null) return pass(subject, `the last delivery of ${name} to ${subject.bucket} met no error`, details);
  return fail(subject, `${name} could not deliver its log files to ${subject.bucket}: ${error}`, details);
}
