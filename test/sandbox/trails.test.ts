import { ListRegionsCommand } from '@aws-sdk/client-account';
import { DescribeTrailsCommand, GetEventSelectorsCommand, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { afterEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { plannedId, scenarioNamed, startSandbox, worldOf } from '../../src/sandbox/index.ts';
import { callerClients, memberClients, refusal } from './clients.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.stop());

async function start(name: string) {
  const { world, plan } = scenarioNamed(name);
  sandbox = await startSandbox({ world, rates: 'off' });
  return {
    idOf: (account: string) => plannedId(plan, account),
    member: (account: string, region: string) => memberClients(sandbox, plannedId(plan, account), region),
  };
}

const arnIn = (region: string, account: string, name: string) =>
  `arn:aws:cloudtrail:${region}:${account}:trail/${name}`;

describe('an organization’s trail, as its members see it', () => {
  test('shows in every region as a shadow, and single-region trails at home alone', async () => {
    const { member, idOf } = await start('organization-trail');
    const management = idOf('management');
    const listed = async (account: string, region: string) => {
      const { trailList } = await (await member(account, region)).cloudtrail.send(new DescribeTrailsCommand({}));
      return trailList?.map(({ TrailARN }) => TrailARN);
    };
    const organization = arnIn('us-east-1', management, 'organization');
    const europe = arnIn('eu-west-1', management, 'organization-europe');
    const own = arnIn('eu-west-1', idOf('with-its-own'), 'all-events');
    expect(await listed('member', 'us-east-1')).toEqual([organization]);
    expect(await listed('member', 'eu-west-1')).toEqual([organization, europe]);
    expect(await listed('with-its-own', 'us-east-1')).toEqual([own, organization]);
  });

  test('is hidden with all other shadows when shadows are not asked for', async () => {
    const { member } = await start('organization-trail');
    const { cloudtrail } = await member('with-its-own', 'us-east-1');
    expect((await cloudtrail.send(new DescribeTrailsCommand({ includeShadowTrails: false }))).trailList).toEqual([]);
  });

  test('is found by ARN and not by name, for its name is taken for a trail of the member', async () => {
    const { member, idOf } = await start('organization-trail');
    const { cloudtrail } = await member('member', 'us-east-1');
    const Name = arnIn('us-east-1', idOf('management'), 'organization');
    expect(await cloudtrail.send(new GetTrailStatusCommand({ Name }))).toMatchObject({ IsLogging: true });
    expect(await refusal(cloudtrail.send(new GetTrailStatusCommand({ Name: 'organization' })))).toMatchObject({
      name: 'TrailNotFoundException',
      message: `Unknown trail: ${arnIn('us-east-1', idOf('member'), 'organization')} for the user: ${idOf('member')}`,
    });
  });

  test('tells its selectors to the account that owns it, and to no member', async () => {
    const { member, idOf } = await start('organization-trail');
    const TrailName = arnIn('us-east-1', idOf('management'), 'organization');
    const { cloudtrail } = await member('member', 'us-east-1');
    expect(await refusal(cloudtrail.send(new GetEventSelectorsCommand({ TrailName })))).toMatchObject({
      name: 'CloudTrailARNInvalidException',
      message: `AccountID in ARN is wrong, you can only access resources with AccountID ${idOf('member')}.`,
    });
    const owner = callerClients(sandbox).cloudtrail;
    expect((await owner.send(new GetEventSelectorsCommand({ TrailName }))).EventSelectors).toHaveLength(1);
  });

  test('may fail to deliver for one member alone', async () => {
    const { member, idOf } = await start('organization-trail');
    const Name = arnIn('us-east-1', idOf('management'), 'organization');
    const errorOf = async (account: string) => {
      const { cloudtrail } = await member(account, 'us-east-1');
      return (await cloudtrail.send(new GetTrailStatusCommand({ Name }))).LatestDeliveryError;
    };
    expect([await errorOf('isolated'), await errorOf('member')]).toEqual(['AccessDenied', undefined]);
  });

  test('tells its selectors to a delegated administrator', async () => {
    const { idOf } = await start('delegated-administrator');
    const { cloudtrail } = callerClients(sandbox);
    const TrailName = arnIn('us-east-1', idOf('management'), 'organization');
    expect((await cloudtrail.send(new GetEventSelectorsCommand({ TrailName }))).TrailARN).toBe(TrailName);
  });

  test('cannot be asked for its status in a home region that the member has not enabled', async () => {
    const { member, idOf } = await start('opt-in-home');
    const Name = arnIn('eu-south-1', idOf('management'), 'organization');
    const status = async (account: string) =>
      (await member(account, 'eu-south-1')).cloudtrail.send(new GetTrailStatusCommand({ Name }));
    expect(await status('opted-in')).toMatchObject({ IsLogging: true });
    expect((await refusal(status('not-opted-in'))).name).toBe('UnrecognizedClientException');
    const { trailList } = await (await member('not-opted-in', 'eu-west-1')).cloudtrail.send(
      new DescribeTrailsCommand({}),
    );
    expect(trailList?.[0]?.TrailARN).toBe(Name);
  });
});

test('a plan may let members read the selectors of the organization’s trail', async () => {
  const { plan } = scenarioNamed('organization-trail');
  sandbox = await startSandbox({ world: worldOf({ ...plan, membersReadSelectors: true }) });
  const { cloudtrail } = await memberClients(sandbox, plannedId(plan, 'member'), 'us-east-1');
  const TrailName = arnIn('us-east-1', plannedId(plan, 'management'), 'organization');
  expect((await cloudtrail.send(new GetEventSelectorsCommand({ TrailName }))).EventSelectors).toHaveLength(1);
});

test.each([
  ['basic-default', { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [] }] }],
  [
    'advanced-default',
    { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }] },
  ],
  ['without-kms', { EventSelectors: [{ ReadWriteType: 'All', ExcludeManagementEventSources: ['kms.amazonaws.com'] }] }],
])('selectors of %s', async (account, expected) => {
  const { member } = await start('default-selectors');
  const { cloudtrail } = await member(account, 'us-east-1');
  const answer = await cloudtrail.send(new GetEventSelectorsCommand({ TrailName: 'all-events' }));
  expect(answer).toMatchObject(expected);
  expect('EventSelectors' in expected ? answer.AdvancedEventSelectors : answer.EventSelectors).toBeUndefined();
});

const NOTHING_TOLD = { StartLoggingTime: undefined, LatestDeliveryTime: undefined, LatestDeliveryError: undefined };

test.each([
  ['never-started', { IsLogging: false, StartLoggingTime: undefined, LatestDeliveryTime: undefined }],
  ['stopped', { IsLogging: false, StopLoggingTime: expect.any(Date), LatestDeliveryError: 'NoSuchBucket' }],
  ['bucket-gone', { IsLogging: true, LatestDeliveryError: 'NoSuchBucket', LatestDigestDeliveryError: 'NoSuchBucket' }],
  [
    'log-group-denies',
    { IsLogging: true, LatestDeliveryError: undefined, LatestCloudWatchLogsDeliveryError: 'AccessDenied' },
  ],
])('the status of a trail that is %s', async (account, expected) => {
  const { member } = await start('delivery-errors');
  const { cloudtrail } = await member(account, 'us-east-1');
  const status = Object.entries(await cloudtrail.send(new GetTrailStatusCommand({ Name: 'all-events' })));
  const told = Object.fromEntries(status.filter(([member]) => member in expected));
  expect({ ...NOTHING_TOLD, ...told }).toEqual({ ...NOTHING_TOLD, ...expected });
});

test('regions are told in five words by Account Management and in three by EC2', async () => {
  const { member } = await start('opt-in-home');
  const told = async (name: string) => {
    const { account, ec2 } = await member(name, 'us-east-1');
    const { Regions: five = [] } = await account.send(new ListRegionsCommand({}));
    const { Regions: three = [] } = await ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
    return [five.at(-1)?.RegionOptStatus, three.at(-1)?.OptInStatus, three[0]?.OptInStatus];
  };
  expect(await told('opted-in')).toEqual(['ENABLED', 'opted-in', 'opt-in-not-required']);
  expect(await told('not-opted-in')).toEqual(['DISABLED', 'not-opted-in', 'opt-in-not-required']);
  expect(await told('being-enabled')).toEqual(['ENABLING', 'not-opted-in', 'opt-in-not-required']);
});
