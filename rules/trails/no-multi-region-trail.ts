import { cisLogging, fsbp, iso27001, nist, pci, soc2 } from '../../src/model/controls.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, pass, unknown } from '../../src/model/verdict.ts';
import { accountTrails, evidenceOf, TRAIL_EVIDENCE } from '../../src/semantics/event-delivery/account-trails.ts';
import { RECORD_EVERYTHING, recordingSubject } from '../../src/semantics/event-delivery/trail-repair.ts';
import { trailsAsFacts, trailsInWords } from '../../src/semantics/event-delivery/trail-words.ts';

export default defineRule({
  id: 'trails/no-multi-region-trail',
  title: 'A multi-region trail is logging for every account',
  severity: 'high',
  scope: 'account',
  needs: TRAIL_EVIDENCE,
  controls: [
    ...cisLogging('3.1', '4.1'),
    fsbp('CloudTrail.1'),
    ...nist('AU-2', 'AU-3', 'AU-10', 'AU-12', 'CA-7'),
    ...pci('10.2.1'),
    soc2('CC7.2'),
    iso27001('A.8.15'),
  ],
  rationale:
    'A trail of a single region misses what is called in the others, and a region that is enabled tomorrow has no ' +
    'trail at all. A multi-region trail follows the account into every region.',
  judgement:
    'Passes where the account lists at least one multi-region trail, its own or the organization’s, that is logging. ' +
    'Fails where none is and a region that is enabled by default was read, since every multi-region trail shows there. ' +
    'Unknown where a trail’s status or all of those regions could not be read. What the trail records is judged by ' +
    'trails/management-events-gap, whether it can deliver by trails/delivery-failing.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-multi-region-trails.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1',
  ],
  *judge(seen, { target }) {
    const account = accountTrails(target, seen);
    const subject = recordingSubject(account, null);
    const trails = account.trails.filter(({ trail }) => trail.multiRegion);
    const logging = trails.filter(({ state }) => state === 'logging' || state === 'delivery-failing');
    const unread = trails.filter(({ state }) => state === 'status-unread');
    const facts = { trails: trailsAsFacts(trails) };
    const seenTrails = `multi-region trails seen: ${trailsInWords(trails)}`;

    if (logging.length > 0) {
      yield pass(subject, seenTrails, { facts, from: logging.flatMap(evidenceOf) });
    } else if (unread.length > 0) {
      const because = unread.flatMap(({ status }) => (status.status === 'unavailable' ? [status] : []));
      yield unknown(subject, `no multi-region trail is known to be logging; ${seenTrails}`, because, { facts });
    } else if (!account.multiRegionTrailsSeen) {
      const because = account.unread.map(({ evidence }) => evidence);
      yield unknown(subject, 'no region that shows every multi-region trail could be read', because, { facts });
    } else {
      const from = [...account.listings.values(), ...trails.map(({ status }) => status)];
      yield fail(subject, `no multi-region trail is logging; ${seenTrails}`, { facts, from });
    }
  },
  remediation: RECORD_EVERYTHING,
});
