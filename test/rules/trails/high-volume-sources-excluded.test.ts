import rule from '../../../rules/trails/high-volume-sources-excluded.ts';
import { condition } from '../../../src/semantics/event-delivery/management-clauses.ts';
import { testRule } from '../../support/test-rule.ts';
import { advanced, audit, basic, estate, ROOT, selectorsDenied, status, stopped, trail } from './estate.ts';

const verdict = { arn: ROOT, region: null };
const withoutKms = basic({ excludeManagementEventSources: ['kms.amazonaws.com'] });
const ireland = trail('ireland', { multiRegion: false, homeRegion: 'eu-west-1' });

testRule(rule, {
  'a trail that leaves nothing out passes': {
    given: estate({ trails: [{ trail: audit }] }),
    expect: [{ ...verdict, outcome: 'pass', message: /are recorded like others$/ }],
  },
  'a trail without AWS KMS fails in every region': {
    given: estate({ trails: [{ trail: audit, selectors: withoutKms }] }),
    expect: [
      {
        ...verdict,
        outcome: 'fail',
        severity: 'medium',
        message:
          'other events are recorded, but not read and write events of kms.amazonaws.com in eu-west-1, us-east-1',
      },
    ],
  },
  'another trail that records them cures its own region': {
    given: estate({ trails: [{ trail: audit, selectors: withoutKms }, { trail: ireland }] }),
    expect: [{ ...verdict, outcome: 'fail', message: /events of kms\.amazonaws\.com in us-east-1$/ }],
  },
  'only what is lost beyond the general gap counts': {
    given: estate({
      trails: [
        {
          trail: audit,
          selectors: basic({ readWriteType: 'WriteOnly', excludeManagementEventSources: ['rdsdata.amazonaws.com'] }),
        },
      ],
      regions: ['eu-west-1'],
    }),
    expect: [
      {
        ...verdict,
        outcome: 'fail',
        message: 'other events are recorded, but not write events of rdsdata.amazonaws.com in eu-west-1',
      },
    ],
  },
  'a trail of writes alone loses reads of all sources alike': {
    given: estate({ trails: [{ trail: audit, selectors: basic({ readWriteType: 'WriteOnly' }) }] }),
    expect: [{ ...verdict, outcome: 'pass', message: /like others/ }],
  },
  'an advanced selector can leave both out': {
    given: estate({
      trails: [
        {
          trail: audit,
          selectors: advanced(condition('eventSource', { notEquals: ['rdsdata.amazonaws.com', 'kms.amazonaws.com'] })),
        },
      ],
      regions: ['eu-west-1'],
    }),
    expect: [
      {
        ...verdict,
        outcome: 'fail',
        message: /events of kms\.amazonaws\.com, read and write events of rdsdata\.amazonaws\.com in eu-west-1$/,
      },
    ],
  },
  'nothing is applicable where no trail records': {
    given: estate({ trails: [{ trail: audit, status: stopped }] }),
    expect: [{ ...verdict, outcome: 'not-applicable', message: /^no trail records management events/ }],
  },
  'another trail that may record them makes it unknown': {
    given: estate({
      trails: [
        { trail: audit, selectors: withoutKms },
        { trail: trail('security'), selectors: selectorsDenied },
      ],
    }),
    expect: [{ ...verdict, outcome: 'unknown', message: /the selectors of security could not be read$/ }],
  },
  'a delivery that failed makes it unknown': {
    given: estate({ trails: [{ trail: audit, status: status(true, 'AccessDenied'), selectors: withoutKms }] }),
    expect: [{ ...verdict, outcome: 'unknown', message: /the last delivery of audit failed/ }],
  },
  'a region that could not list its trails may record them': {
    given: estate({
      trails: [{ trail: audit, selectors: withoutKms }],
      regions: ['ap-south-1', 'us-east-1'],
      denied: ['ap-south-1'],
    }),
    expect: [{ ...verdict, outcome: 'fail', message: /in us-east-1$/ }],
  },
  'an account of which no region was scanned is unknown': {
    given: estate({ regions: [] }),
    expect: [{ ...verdict, outcome: 'unknown', message: /no region was scanned$/ }],
  },
});
