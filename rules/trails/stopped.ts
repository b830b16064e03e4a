import { iso27001, nist, pci, soc2 } from '../../src/model/controls.ts';
import { defineRule } from '../../src/model/rule.ts';
import { accountSubject } from '../../src/model/subject.ts';
import { fail, pass, unknown } from '../../src/model/verdict.ts';
import type { AccountTrails } from '../../src/semantics/event-delivery/account-trails.ts';
import {
  accountTrails,
  evidenceOf,
  recordingIn,
  TRAIL_EVIDENCE,
  trailSubject,
} from '../../src/semantics/event-delivery/account-trails.ts';
import { hasGap } from '../../src/semantics/event-delivery/remainder.ts';
import { startedTrail } from '../../src/semantics/event-delivery/trail-repair.ts';
import { unreadRegions } from '../../src/semantics/event-delivery/trail-words.ts';

export default defineRule({
  id: 'trails/stopped',
  title: 'Trails are logging',
  severity: 'high',
  scope: 'account',
  needs: TRAIL_EVIDENCE,
  controls: [...nist('AU-2', 'AU-12'), ...pci('10.2.1'), soc2('CC7.2'), iso27001('A.8.15')],
  rationale:
    'A stopped trail still shows in the console and in inventories, and records nothing. Stopping a trail is also what ' +
    'an intruder does first.',
  judgement:
    'Judges each trail in the account that owns it. Fails where logging is off: with low severity where the trails ' +
    'that are logging surely leave no gap in any scanned region. Unknown where its status could not be read, and once ' +
    'for the account where regions could not list their trails.',
  references: ['https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html'],
  *judge(seen, { target }) {
    const account = accountTrails(target, seen);
    for (const trail of account.trails) {
      const { status } = trail;
      if (trail.trail.ownerAccountId !== account.accountId) continue;
      const subject = trailSubject(trail.trail);
      if (status.status === 'unavailable') {
        yield unknown(subject, `whether ${subject.name} is logging could not be read`, [status]);
        continue;
      }
      const { logging, startedAt, stoppedAt } = status.value;
      const details = { facts: { logging, startedAt, stoppedAt }, from: evidenceOf(trail) };
      if (logging) {
        yield pass(subject, `${subject.name} is logging`, details);
        continue;
      }
      const covered = isCovered(account);
      const since = stoppedAt === null ? 'was never started' : `was stopped at ${stoppedAt}`;
      const rest = covered ? '; other trails record every management event of the scanned regions' : '';
      yield fail(subject, `${subject.name} ${since}${rest}`, { ...details, ...(covered ? { severity: 'low' } : {}) });
    }
    if (account.unread.length > 0) {
      const { reasons, because } = unreadRegions(account);
      yield unknown(accountSubject(target), reasons.join('; '), because);
    }
  },
  remediation: {
    cli: (subject) => startedTrail(subject).cli,
    terraform: (subject) => startedTrail(subject).terraform,
    cloudformation: (subject) => startedTrail(subject).cloudformation,
  },
});

function isCovered(account: AccountTrails): boolean {
  return account.regions.every((region) => !hasGap(recordingIn(account, region), 'sure'));
}
