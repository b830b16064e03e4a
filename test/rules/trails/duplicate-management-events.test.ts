import rule from '../../../rules/trails/duplicate-management-events.ts';
import { condition } from '../../../src/semantics/event-delivery/management-clauses.ts';
import { testRule } from '../../support/test-rule.ts';
import {
  advanced,
  audit,
  basic,
  estate,
  landingZone,
  ROOT,
  selectorsDenied,
  status,
  statusDenied,
  stopped,
  trail,
} from './estate.ts';

const second = trail('second');
const regional = trail('regional', { multiRegion: false, homeRegion: 'eu-west-1' });
const account = { arn: ROOT, region: null };
const onlyOnce = { ...account, outcome: 'pass', message: 'no two trails record the same management events' } as const;

testRule(rule, {
  'one trail passes': { given: estate({ trails: [{ trail: audit }] }), expect: [onlyOnce] },
  'two whole trails fail, in every region that both record': {
    given: estate({ trails: [{ trail: audit }, { trail: second }] }),
    expect: [
      {
        ...account,
        outcome: 'fail',
        severity: 'low',
        message: 'the same management events of eu-west-1, us-east-1 are recorded by audit, second',
      },
    ],
  },
  'an organization trail and an own one fail where the own one is': {
    given: estate({ trails: [{ trail: landingZone }, { trail: regional }] }),
    expect: [{ ...account, outcome: 'fail', message: /of eu-west-1 are recorded by landing-zone, regional/ }],
  },
  'reads and writes apart are recorded once': {
    given: estate({
      trails: [
        { trail: audit, selectors: basic({ readWriteType: 'ReadOnly' }) },
        { trail: second, selectors: basic({ readWriteType: 'WriteOnly' }) },
      ],
    }),
    expect: [onlyOnce],
  },
  'what one leaves out and the other alone records is recorded once': {
    given: estate({
      trails: [
        { trail: audit, selectors: basic({ excludeManagementEventSources: ['kms.amazonaws.com'] }) },
        { trail: second, selectors: advanced(condition('eventSource', { equals: ['kms.amazonaws.com'] })) },
      ],
    }),
    expect: [onlyOnce],
  },
  'a stopped trail costs nothing': {
    given: estate({ trails: [{ trail: audit }, { trail: second, status: stopped }] }),
    expect: [onlyOnce],
  },
  'a trail of data events duplicates nothing': {
    given: estate({
      trails: [{ trail: audit }, { trail: second, selectors: basic({ includeManagementEvents: false }) }],
    }),
    expect: [onlyOnce],
  },
  'selectors that could not be read may choose the same': {
    given: estate({ trails: [{ trail: audit }, { trail: second, selectors: selectorsDenied }] }),
    expect: [{ ...account, outcome: 'unknown', message: /the selectors of second could not be read/ }],
  },
  'a status that could not be read, or a delivery that fails, is not certain': {
    given: estate({
      trails: [
        { trail: audit, status: status(true, 'NoSuchBucket') },
        { trail: second, status: statusDenied },
      ],
    }),
    expect: [{ ...account, outcome: 'unknown', message: /the status of second could not be read/ }],
  },
  'a condition on another field is not worked out': {
    given: estate({
      trails: [
        { trail: audit },
        { trail: second, selectors: advanced(condition('eventName', { equals: ['DeleteTrail'] })) },
      ],
    }),
    expect: [{ ...account, outcome: 'unknown', message: /cannot be worked out/ }],
  },
  'a region that could not be read may hold a second trail': {
    given: estate({ trails: [{ trail: audit }], denied: ['eu-west-1'] }),
    expect: [{ ...account, outcome: 'unknown', message: /the trails of eu-west-1 could not be listed/ }],
  },
  'no trail, nothing twice': {
    given: estate({}),
    expect: [{ ...account, outcome: 'not-applicable', message: 'no trail reaches the account' }],
  },
});
