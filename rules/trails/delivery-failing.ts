import { iso27001, nist, pci, soc2 } from '../../src/model/controls.ts';
import { defineRule } from '../../src/model/rule.ts';
import { accountSubject } from '../../src/model/subject.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import type { AccountTrail } from '../../src/semantics/event-delivery/account-trails.ts';
import { accountTrails, evidenceOf, TRAIL_EVIDENCE } from '../../src/semantics/event-delivery/account-trails.ts';
import { deliveryErrors, isStale } from '../../src/semantics/event-delivery/delivery-errors.ts';
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
    'Fails where a logging trail’s last delivery of log files met an error of Amazon S3, and with a lower severity where ' +
    'that of its digests, to its log group or to its topic did. Passes where none did. Not applicable to a trail that is ' +
    'stopped. Unknown where the status could not be read, once for the account where regions could not list their ' +
    'trails, and where neither log files nor digests arrived in the week before the status was asked: the trail may be ' +
    'broken, or have had nothing to deliver.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html',
  ],
  *judge(seen, { target, now }) {
    const account = accountTrails(target, seen);
    for (const trail of account.trails) yield judgeDelivery(trail, now);
    if (account.unread.length > 0) {
      const { reasons, because } = unreadRegions(account);
      yield unknown(accountSubject(target), reasons.join('; '), because);
    }
  },
  remediation: RESTORE_DELIVERY,
});

function judgeDelivery(trail: AccountTrail, now: Date): Verdict<DeliverySubject> {
  const { status } = trail;
  const { name, homeRegion } = trail.trail;
  const from = evidenceOf(trail);
  const subject = deliverySubject(trail, []);
  if (trail.state === 'home-not-enabled') {
    return notApplicable(subject, `${name} sends nothing: ${homeRegion} is not enabled in this account`, { from });
  }
  if (status.status === 'unavailable') return unknown(subject, `the status of ${name} could not be read`, [status]);
  const errors = deliveryErrors(trail.trail, status.value);
  const { logging, latestDeliveryAt, latestDigestDeliveryAt } = status.value;
  const seen = Object.fromEntries(errors.map(({ what, error }) => [what, error]));
  const details = { from, facts: { logging, errors: seen, latestDeliveryAt, latestDigestDeliveryAt } };
  if (!logging) return notApplicable(subject, `${name} is not logging`, details);
  const [worst] = errors;
  if (worst !== undefined) {
    const failing = deliverySubject(trail, [...new Set(errors.map(({ target }) => target))]);
    const said = errors.map(({ what, to, error }) => `${what} to ${to}: ${error}`).join('; ');
    return fail(failing, `${name} could not deliver its ${said}`, { ...details, severity: worst.severity });
  }
  // The same inventory must be judged alike whenever that is.
  const askedAt = status.calls.at(-1)?.at ?? now.toISOString();
  if (isStale(status.value, askedAt))
    return unknown(subject, `${name} met no error, and delivered nothing in the week before ${askedAt}`, [], details);
  return pass(subject, `the last delivery of ${name} to ${subject.bucket} met no error`, details);
}
