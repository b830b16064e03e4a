import rule from '../../../rules/trails/unvalidated-log-files.ts';
import { testRule } from '../../support/test-rule.ts';
import { audit, landingZone, listed, ROOT, trail } from './estate.ts';

const unsigned = trail('unsigned', { logFileValidation: false });
const regional = trail('regional', { logFileValidation: false, multiRegion: false, homeRegion: 'eu-west-1' });

testRule(rule, {
  'a signing trail passes': {
    given: listed({ trails: [audit] }),
    expect: [{ arn: audit.arn, region: 'us-east-1', outcome: 'pass', message: 'audit signs its log files' }],
  },
  'a trail that does not sign fails, once for all regions that list it': {
    given: listed({ trails: [unsigned] }),
    expect: [
      { arn: unsigned.arn, outcome: 'fail', severity: 'medium', message: 'log file validation of unsigned is off' },
    ],
  },
  'a trail of one region is judged too': {
    given: listed({ trails: [audit, regional] }),
    expect: [
      { arn: regional.arn, region: 'eu-west-1', outcome: 'fail', message: /is off/ },
      { arn: audit.arn, outcome: 'pass', message: /signs/ },
    ],
  },
  'an organization trail is judged where it is owned': { given: listed({ trails: [landingZone] }), expect: [] },
  'regions that could not list their trails are unknown once': {
    given: listed({ trails: [audit], regions: ['ap-south-1', 'eu-west-1', 'us-east-1'], denied: ['ap-south-1'] }),
    expect: [
      { arn: audit.arn, outcome: 'pass', message: /signs/ },
      { arn: ROOT, region: null, outcome: 'unknown', message: 'trails homed in ap-south-1 could not be listed' },
    ],
  },
});
