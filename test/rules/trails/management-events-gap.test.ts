import rule from '../../../rules/trails/management-events-gap.ts';
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

const ireland = { arn: ROOT, region: 'eu-west-1' };
const virginia = { arn: ROOT, region: 'us-east-1' };
const reads = trail('reads');
const regional = trail('regional', { multiRegion: false, homeRegion: 'eu-west-1' });
const overseas = trail('overseas', { organization: true, homeRegion: 'me-south-1', ownerAccountId: '999988887777' });

testRule(rule, {
  'a trail without selectors records everything in every scanned region': {
    given: estate({ trails: [{ trail: audit }] }),
    expect: [
      { ...ireland, outcome: 'pass', message: 'the management events of eu-west-1 are recorded by audit (logging)' },
      { ...virginia, outcome: 'pass', message: 'the management events of us-east-1 are recorded by audit (logging)' },
    ],
  },
  'an organization trail covers regions that a service control policy denies': {
    given: estate({
      trails: [{ trail: landingZone }],
      regions: ['ap-south-1', 'eu-west-1', 'us-east-1'],
      denied: ['ap-south-1', 'us-east-1'],
    }),
    expect: [
      { arn: ROOT, region: 'ap-south-1', outcome: 'pass', message: /landing-zone/ },
      { ...ireland, outcome: 'pass', message: /landing-zone/ },
      { ...virginia, outcome: 'pass', message: /landing-zone/ },
    ],
  },
  'a trail of reads and one of writes leave no gap together': {
    given: estate({
      trails: [
        { trail: audit, selectors: basic({ readWriteType: 'WriteOnly' }) },
        { trail: reads, selectors: basic({ readWriteType: 'ReadOnly' }) },
      ],
      regions: ['eu-west-1'],
    }),
    expect: [{ ...ireland, outcome: 'pass', message: /audit \(logging\), reads \(logging\)/ }],
  },
  'a trail of writes alone loses reads': {
    given: estate({ trails: [{ trail: audit, selectors: basic({ readWriteType: 'WriteOnly' }) }] }),
    expect: [
      {
        ...ireland,
        outcome: 'fail',
        message: 'not recorded in eu-west-1: read events; trails seen: audit (logging)',
      },
      { ...virginia, outcome: 'fail', message: /not recorded in us-east-1: read events;/ },
    ],
  },
  'leaving out AWS KMS and the RDS Data API is no gap': {
    given: estate({
      trails: [
        {
          trail: audit,
          selectors: basic({ excludeManagementEventSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] }),
        },
      ],
      regions: ['eu-west-1'],
    }),
    expect: [{ ...ireland, outcome: 'pass', message: /audit/ }],
  },
  'a selector of one event source loses the others': {
    given: estate({
      trails: [
        { trail: audit, selectors: advanced(condition('eventSource', { equals: ['apigateway.amazonaws.com'] })) },
      ],
      regions: ['eu-west-1'],
    }),
    expect: [
      {
        ...ireland,
        outcome: 'fail',
        message: /: all management events except those of apigateway\.amazonaws\.com;/,
      },
    ],
  },
  'a trail of one region covers only that region': {
    given: estate({ trails: [{ trail: regional }] }),
    expect: [
      { ...ireland, outcome: 'pass', message: /regional/ },
      { ...virginia, outcome: 'fail', message: 'not recorded in us-east-1: all management events; trails seen: none' },
    ],
  },
  'a trail of us-east-1 that leaves global service events out loses those': {
    given: estate({
      trails: [{ trail: trail('local', { multiRegion: false, includeGlobalServiceEvents: false }) }],
      regions: ['us-east-1'],
    }),
    expect: [{ ...virginia, outcome: 'fail', message: /: all global service management events;/ }],
  },
  'stopped trails record nothing': {
    given: estate({ trails: [{ trail: audit, status: stopped }], regions: ['eu-west-1'] }),
    expect: [{ ...ireland, outcome: 'fail', message: /all management events; trails seen: audit \(stopped\)$/ }],
  },
  'an organization trail whose home region is not enabled here records nothing': {
    given: estate({ trails: [{ trail: overseas }], regions: ['eu-west-1'] }),
    expect: [{ ...ireland, outcome: 'fail', message: /home region me-south-1 is not enabled/ }],
  },
  'what no trail records is a gap, whatever else is uncertain': {
    given: estate({
      trails: [{ trail: audit, status: statusDenied, selectors: basic({ readWriteType: 'WriteOnly' }) }],
      regions: ['eu-west-1'],
    }),
    expect: [{ ...ireland, outcome: 'fail', message: /: read events; trails seen: audit \(status unknown\)/ }],
  },
  'coverage that rests on a trail whose last delivery failed is unknown': {
    given: estate({ trails: [{ trail: audit, status: status(true, 'AccessDenied') }], regions: ['eu-west-1'] }),
    expect: [{ ...ireland, outcome: 'unknown', message: /the last delivery of audit failed with AccessDenied/ }],
  },
  'selectors that nobody could read are unknown': {
    given: estate({ trails: [{ trail: audit, selectors: selectorsDenied }], regions: ['eu-west-1'] }),
    expect: [{ ...ireland, outcome: 'unknown', message: /the selectors of audit could not be read/ }],
  },
  'an unreadable trail does not spoil a union that is complete': {
    given: estate({
      trails: [{ trail: audit }, { trail: reads, status: statusDenied, selectors: selectorsDenied }],
      regions: ['eu-west-1'],
    }),
    expect: [
      { ...ireland, outcome: 'pass', message: 'the management events of eu-west-1 are recorded by audit (logging)' },
    ],
  },
  'a region that could not list its trails may have one of its own': {
    given: estate({
      trails: [{ trail: audit, selectors: basic({ readWriteType: 'WriteOnly' }) }],
      denied: ['eu-west-1'],
    }),
    expect: [
      {
        ...ireland,
        outcome: 'unknown',
        message: 'perhaps not recorded in eu-west-1: read events; the trails of eu-west-1 could not be listed',
      },
      { ...virginia, outcome: 'fail', message: /read events/ },
    ],
  },
  'where only a region that must be opted into was read, trails may be unseen': {
    given: estate({ regions: ['eu-south-1'] }),
    expect: [{ arn: ROOT, region: 'eu-south-1', outcome: 'unknown', message: /enabled by default/ }],
  },
  'a region that the account has not enabled has no events to record': {
    given: estate({ trails: [{ trail: audit }], regions: ['eu-west-1', 'me-south-1'], denied: ['me-south-1'] }),
    expect: [{ ...ireland, outcome: 'pass', message: /audit/ }],
  },
  'a selector on a field that management events have not is uncertain': {
    given: estate({
      trails: [{ trail: audit, selectors: advanced(condition('tlsDetails.version', { equals: ['TLSv1.3'] })) }],
      regions: ['eu-west-1'],
    }),
    expect: [{ ...ireland, outcome: 'unknown', message: /audit has selectors that AWS does not document$/ }],
  },
});
