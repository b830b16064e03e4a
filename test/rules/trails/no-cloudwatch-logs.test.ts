import rule from '../../../rules/trails/no-cloudwatch-logs.ts';
import { testRule } from '../../support/test-rule.ts';
import { audit, landingZone, listed, trail } from './estate.ts';

const group = 'arn:aws:logs:us-east-1:111122223333:log-group:CloudTrail/searchable:*';
const searchable = trail('searchable', { logGroupArn: group });

testRule(rule, {
  'a trail with a log group passes': {
    given: listed({ trails: [searchable] }),
    expect: [{ arn: searchable.arn, outcome: 'pass', message: `searchable also writes to ${group}` }],
  },
  'a trail without one fails': {
    given: listed({ trails: [audit] }),
    expect: [{ arn: audit.arn, outcome: 'fail', severity: 'low', message: 'audit names no log group' }],
  },
  'an organization trail is judged where it is owned': { given: listed({ trails: [landingZone] }), expect: [] },
});
