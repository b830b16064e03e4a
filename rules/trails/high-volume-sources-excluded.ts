import { nist, pci } from '../../src/model/controls.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import {
  accountTrails,
  evidenceOf,
  recordingIn,
  TRAIL_EVIDENCE,
} from '../../src/semantics/event-delivery/account-trails.ts';
import { highVolumeLosses, lossesInWords } from '../../src/semantics/event-delivery/high-volume-losses.ts';
import { RECORD_EVERYTHING, recordingSubject } from '../../src/semantics/event-delivery/trail-repair.ts';
import { doubtsIn, trailsAsFacts } from '../../src/semantics/event-delivery/trail-words.ts';

export default defineRule({
  id: 'trails/high-volume-sources-excluded',
  title: 'Trails record the events of AWS KMS and the RDS Data API',
  severity: 'medium',
  scope: 'account',
  needs: TRAIL_EVIDENCE,
  controls: [...nist('AU-2', 'AU-12'), ...pci('10.2.1')],
  rationale:
    'AWS lets a trail leave out these two sources because they are busy. What it leaves out is who decrypted what ' +
    'with which key, and which statements ran against a database. AWS counts Decrypt and GenerateDataKey as read events.',
  judgement:
    'Fails where, in some scanned region, events of kms.amazonaws.com or rdsdata.amazonaws.com are surely not recorded ' +
    'although the same kind of events of other sources surely is. Passes where they are recorded wherever others are. ' +
    'Not applicable where nothing is recorded at all: trails/management-events-gap says that. Otherwise unknown.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html',
  ],
  *judge(seen, { target }) {
    const account = accountTrails(target, seen);
    const subject = recordingSubject(account, null);
    const regions = account.regions.map((region) => {
      const recording = recordingIn(account, region);
      return { region, recording, losses: highVolumeLosses(recording) };
    });
    const lost = new Map<string, string[]>();
    for (const { region, losses } of regions) {
      const words = lossesInWords(losses.filter(({ certain }) => certain));
      if (words !== '') lost.set(words, [...(lost.get(words) ?? []), region]);
    }
    const details = {
      facts: { trails: trailsAsFacts(account.trails), lost: Object.fromEntries(lost) },
      from: [...account.listings.values(), ...account.trails.flatMap(evidenceOf)],
    };
    const uncertain = regions.filter(({ losses }) => losses.length > 0);
    const recorded = regions.some(({ recording }) => recording.some(({ states }) => states.includes('recorded')));

    if (lost.size > 0) {
      const where = [...lost].map(([words, places]) => `${words} in ${places.join(', ')}`);
      yield fail(subject, `other events are recorded, but not ${where.join('; ')}`, details);
    } else if (uncertain.length > 0 || regions.length === 0) {
      const doubts = uncertain.map(({ region }) => doubtsIn(account, region));
      const because = [...new Set(doubts.flatMap((doubt) => doubt.because))];
      const reasons = [...new Set(doubts.flatMap((doubt) => doubt.reasons))];
      const why = reasons.join('; ') || 'no region was scanned';
      yield unknown(subject, `whether these sources are recorded cannot be told: ${why}`, because, details);
    } else if (recorded) {
      yield pass(subject, 'events of kms.amazonaws.com and rdsdata.amazonaws.com are recorded like others', details);
    } else {
      yield notApplicable(subject, 'no trail records management events in the scanned regions', details);
    }
  },
  remediation: RECORD_EVERYTHING,
});
