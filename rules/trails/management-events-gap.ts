import { cisLogging, fsbp, iso27001, nist, pci, soc2 } from '../../src/model/controls.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, pass, unknown } from '../../src/model/verdict.ts';
import {
  accountTrails,
  covers,
  evidenceOf,
  recordingIn,
  TRAIL_EVIDENCE,
} from '../../src/semantics/event-delivery/account-trails.ts';
import { asFacts, hasGap, inWords } from '../../src/semantics/event-delivery/remainder.ts';
import { RECORD_EVERYTHING, recordingSubject } from '../../src/semantics/event-delivery/trail-repair.ts';
import { doubtsIn, trailsAsFacts, trailsInWords } from '../../src/semantics/event-delivery/trail-words.ts';
import { exampleProof } from './example-proof.ts';

export default defineRule({
  id: 'trails/management-events-gap',
  title: 'Trails together record every management event',
  severity: 'high',
  scope: 'account',
  needs: TRAIL_EVIDENCE,
  controls: [
    ...cisLogging('3.1', '4.1'),
    fsbp('CloudTrail.1'),
    ...nist('AU-2', 'AU-3', 'AU-12', 'AC-2(4)', 'AC-6(9)'),
    ...pci('10.2.1'),
    soc2('CC7.2'),
    iso27001('A.8.15'),
  ],
  rationale:
    'A change that no trail records leaves ninety days of event history in one account and one region, and after that ' +
    'nothing. Trails that each look sound can leave a gap between them.',
  judgement:
    'Each scanned region of an account is judged on the union of all trails that reach it. It passes where logging ' +
    'trails together select every read and write event, global service events included. It fails where some events ' +
    'are selected by none of them, not even by trails that could not be read in full. Otherwise unknown: also where ' +
    'coverage rests only on a trail whose last delivery failed, or that the region does not list yet. Events of AWS KMS and the RDS Data API, which AWS lets ' +
    'a trail leave out, are judged by trails/high-volume-sources-excluded.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html',
  ],
  *judge(seen, { target }) {
    const account = accountTrails(target, seen);
    for (const region of account.regions) {
      const subject = recordingSubject(account, region);
      const recording = recordingIn(account, region);
      const trails = account.trails.filter((trail) => covers(trail, region));
      const listing = account.listings.get(region);
      const factsOf = (remainder: 'firm' | 'sure') => ({
        trails: trailsAsFacts(trails),
        remainder: asFacts(recording, remainder),
        ...exampleProof(account, region, remainder === 'firm' ? 'no' : 'unknown'),
      });
      const from = [...(listing === undefined ? [] : [listing]), ...trails.flatMap(evidenceOf)];

      if (!hasGap(recording, 'sure')) {
        const logging = trails.filter(({ state }) => state === 'logging');
        yield pass(subject, `the management events of ${region} are recorded by ${trailsInWords(logging)}`, {
          facts: { trails: trailsAsFacts(logging) },
          from: logging.flatMap(evidenceOf),
        });
      } else if (hasGap(recording, 'firm')) {
        const what = inWords(recording, 'firm');
        yield fail(subject, `not recorded in ${region}: ${what}; trails seen: ${trailsInWords(trails)}`, {
          facts: factsOf('firm'),
          from,
        });
      } else {
        const { reasons, because } = doubtsIn(account, region);
        const message = `perhaps not recorded in ${region}: ${inWords(recording, 'sure')}; ${reasons.join('; ')}`;
        yield unknown(subject, message, because, { facts: factsOf('sure'), from });
      }
    }
  },
  remediation: RECORD_EVERYTHING,
});
