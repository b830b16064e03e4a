import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { TraceArguments, TraceCommand } from '../../src/cli/trace.ts';
import { traceSaved, traceSubject } from '../../src/cli/trace.ts';
import type { EvidenceRecord } from '../../src/model/catalog.ts';
import { audit, basic, landingZone } from '../rules/trails/estate.ts';
import { evidenceOf, targetIn } from '../semantics/event-delivery/estate-account.ts';
import { deniedAtEndpoint, getResource, listApps, putObject, putRule } from '../semantics/event-delivery/records.ts';
import { ACCOUNT } from '../support/evidence.ts';
import { temporaryFolder } from '../support/folder.ts';
import { writeInventory } from '../support/inventory.ts';

const folder = temporaryFolder();
const inventory = join(folder, 'evidence');
const OTHER_ACCOUNT = '444455556666';

beforeAll(async () => {
  const evidence = evidenceOf({
    trails: [
      { trail: { ...landingZone, name: 'landing\u001b[31m-zone' }, selectors: basic({ readWriteType: 'WriteOnly' }) },
      { trail: { ...audit, multiRegion: false, snsTopicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:trail` } },
    ],
  });
  const target = targetIn();
  const records = [
    { key: 'account.regions', target, evidence: evidence['account.regions'] },
    { key: 'cloudtrail.trail-details', target, evidence: evidence['cloudtrail.trail-details'] },
    ...evidence['cloudtrail.trails'].map((each) => ({ key: 'cloudtrail.trails', ...each })),
  ] as EvidenceRecord[];
  await writeInventory(
    inventory,
    {
      partition: 'aws',
      caller: { accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/auditor` },
      organization: { id: 'o-exampleorg', managementAccountId: '999988887777' },
      accounts: [{ id: ACCOUNT, name: 'orders' }],
      regions: null,
      startedAt: '2026-11-21T12:00:00.000Z',
      finishedAt: '2026-11-21T12:01:00.000Z',
      requests: {},
      shard: null,
      interrupted: false,
    },
    records,
  );
});

afterEach(() => vi.restoreAllMocks());

async function run(what: string | TraceCommand['subject'], json = false) {
  const subject = typeof what === 'string' ? { file: what, account: null } : what;
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const status = await traceSaved(inventory, { subject, json, color: false });
  return { status, stdout: written.join('') };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

interface Entry {
  readonly delivered: string;
  readonly event: { readonly name: string | null };
}

async function deliveries(path: string): Promise<readonly (readonly [string | null, string])[]> {
  const { stdout } = await run(path, true);
  return (JSON.parse(stdout) as readonly Entry[]).map(({ event, delivered }) => [event.name, delivered]);
}

describe('what is traced', () => {
  const both = [
    ['PutRule', 'yes'],
    ['ListApps', 'no'],
  ];
  const records = { Records: [putRule, listApps] };

  test.each<[string, string | Uint8Array, unknown]>([
    ['one record', JSON.stringify(putRule, null, 2), [['PutRule', 'yes']]],
    ['CloudTrail’s own file', JSON.stringify(records), both],
    ['CloudTrail’s own file as it lies in the bucket', gzipSync(JSON.stringify(records)), both],
    ['a list', JSON.stringify([putRule, listApps]), both],
    ['a record on each line', `${JSON.stringify(putRule)}\n${JSON.stringify(listApps)}\n`, both],
    ['a file on each line', `${JSON.stringify({ Records: [putRule] })}\r\n${JSON.stringify(listApps)}\r\n`, both],
    ['no records', '{"Records":[]}', []],
    ['what begins with a byte order mark', `\uFEFF${JSON.stringify(putRule)}`, [['PutRule', 'yes']]],
    [
      'what is JSON and no record',
      '[7, null]',
      [
        [null, 'unknown'],
        [null, 'unknown'],
      ],
    ],
  ])('%s', async (name, content, expected) => {
    expect(await deliveries(file(`${name.length}.json`, content))).toEqual(expected);
  });

  test.each([
    ['is empty', '', /is empty/],
    ['is no JSON', `${JSON.stringify(putRule)}\nand so on`, /line 2 is not JSON/],
    ['is half a gzip', gzipSync('x'.repeat(100)).subarray(0, 12), /cannot be decompressed/],
  ])('a file that %s is refused in one sentence', async (name, content, message) => {
    await expect(run(file(`${name.length}.txt`, content))).rejects.toThrow(message);
  });

  test('a file that is not there is refused', async () => {
    await expect(run(join(folder, 'nowhere.json'))).rejects.toThrow(/nowhere\.json cannot be read/);
  });

  test('a call that somebody describes', async () => {
    const call = { source: 'apigateway.amazonaws.com', name: 'DeleteStage', account: ACCOUNT, region: 'eu-west-1' };
    expect((await run({ ...call, access: 'write' })).status).toBe(0);
    expect((await run({ ...call, access: 'read' })).status).toBe(1);
    expect((await run({ ...call, account: OTHER_ACCOUNT, access: 'write' })).status).toBe(2);
  });
});

test('a record that does not say whose it is belongs to the account that is named', async () => {
  const old = file('old.json', JSON.stringify({ ...putRule, recipientAccountId: undefined }));
  expect((await run({ file: old, account: null })).status).toBe(2);
  expect((await run({ file: old, account: ACCOUNT })).status).toBe(0);
});

describe('the command line of a trace', () => {
  const call = { source: 'iam.amazonaws.com', name: 'GetRole', account: ACCOUNT, region: 'us-east-1' };

  test.each<[TraceArguments, TraceCommand['subject']]>([
    [
      { event: '-', read: false },
      { file: '-', account: null },
    ],
    [
      { event: 'old.json', account: ACCOUNT, read: false },
      { file: 'old.json', account: ACCOUNT },
    ],
    [
      { ...call, read: false },
      { ...call, access: 'write' },
    ],
    [
      { ...call, read: true },
      { ...call, access: 'read' },
    ],
  ])('%j', (args, subject) => {
    expect(traceSubject(args)).toEqual(subject);
  });

  test.each<[TraceArguments, RegExp]>([
    [{ read: false }, /name a file of events, or describe a call/],
    [{ ...call, region: undefined, read: false }, /--source, --name, --account and --region/],
    [{ ...call, event: 'event.json', read: false }, /not both/],
    [{ event: 'event.json', read: true }, /not both/],
    [{ event: 'old.json', account: 'mine', read: false }, /mine is not an account id/],
    [{ ...call, source: 'iam', read: false }, /iam is not an event source, such as/],
    [{ ...call, account: `${ACCOUNT},${OTHER_ACCOUNT}`, read: false }, /--account names one/],
    [{ ...call, account: '1111', read: false }, /1111 is not an account id/],
    [{ ...call, region: 'Ireland', read: false }, /Ireland is not the name of a region/],
  ])('%j is refused', (args, message) => {
    expect(() => traceSubject(args)).toThrow(message);
  });
});

describe('the answer for people', () => {
  test('is the whole proof for one event', async () => {
    const { status, stdout } = await run(file('one.json', JSON.stringify(putRule)));
    expect(status).toBe(0);
    expect(stdout).toBe(`Delivered: yes
Event:     PutRule of events.amazonaws.com (write; Management)
Where:     account ${ACCOUNT}, eu-west-1, at 2026-11-20T06:31:07Z
Caller:    the role Deploy in its session ci-4711 of account ${ACCOUNT}

Trail audit: no (${audit.arn})
  yes      it is logging and last delivered at 2026-11-21T11:55:00Z
  no       it is a trail of us-east-1 alone, not of eu-west-1
  yes      the default of a trail without selectors chooses it
Trail landing<U+001B>[31m-zone: yes (${landingZone.arn})
  yes      it is logging and last delivered at 2026-11-21T11:55:00Z
  yes      it is a trail of every region
  yes      basic selector 1 chooses it

Lands through landing<U+001B>[31m-zone:
  s3://landing-zone-logs/AWSLogs/o-exampleorg/${ACCOUNT}/CloudTrail/eu-west-1/
  kept centrally: a trail of account 999988887777 for the organization
`);
  });

  test('shows no control character of a record', async () => {
    const hostile = { ...putRule, eventName: 'Put\u001b]0;owned\u0007Rule\u202e', userIdentity: { type: '\u001b[2J' } };
    const { stdout } = await run(file('hostile.json', JSON.stringify(hostile)));
    expect(stdout).toContain('Put<U+001B>]0;owned<U+0007>Rule<U+202E>');
    expect(stdout).toContain('a caller of the type <U+001B>[2J');
    expect(stdout).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
  });

  test('stays short where a record is long', async () => {
    const huge = { ...putRule, eventName: 'P'.repeat(1_000_000), sourceIPAddress: 'x'.repeat(1_000_000) };
    const { status, stdout } = await run(file('huge.json', JSON.stringify(huge)));
    expect(stdout.length).toBeLessThan(5_000);
    expect(stdout).toContain('unknown  AWS writes no such record: eventName has 1000000 characters\n');
    expect(status).toBe(2);
  });

  test('is a table for many events, and counts them', async () => {
    const events = [
      putRule,
      getResource,
      putObject,
      deniedAtEndpoint,
      { ...putRule, recipientAccountId: OTHER_ACCOUNT },
    ];
    const { status, stdout } = await run(file('many.json', JSON.stringify(events)));
    const lines = stdout.trimEnd().split('\n');
    expect(status).toBe(1);
    expect(lines[0]).toMatch(/^Delivered +Time +Event +Account/);
    expect(lines.slice(1, 6).map((line) => line.split(' ')[0])).toEqual(['yes', 'no', 'no', 'no', 'unknown']);
    expect(lines[5]).toMatch(/account 444/);
    expect(lines.at(-1)).toBe('5 events: 1 delivered, 3 not delivered, 1 unknown');
  });

  test('says so where no record is in the file', async () => {
    const { status, stdout } = await run(file('none.json', '{"Records":[]}'));
    expect([status, stdout.trimEnd().split('\n').at(-1)]).toEqual([
      0,
      '0 events: 0 delivered, 0 not delivered, 0 unknown',
    ]);
  });
});

test('the answer for programs has the proof, the caller and the place', async () => {
  const { stdout } = await run(file('json.json', JSON.stringify(putRule)), true);
  expect(JSON.parse(stdout)).toMatchObject([
    {
      event: { name: 'PutRule', accountId: ACCOUNT, readOnly: false, caller: { session: 'ci-4711' } },
      delivered: 'yes',
      trails: [
        { name: 'audit', outcome: 'no', destination: { custody: 'account' } },
        { outcome: 'yes', destination: { bucket: 'landing-zone-logs', custody: 'central' } },
      ],
    },
  ]);
});

test('the answer for programs holds no character that a terminal obeys, and loses none', async () => {
  const name = 'Put\u001b[2J\u009b\u202eRule\u{e0041}';
  const { stdout } = await run(file('bidi.json', JSON.stringify({ ...putRule, eventName: name })), true);
  expect(stdout).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
  expect(JSON.parse(stdout)[0].event.name).toBe(name);
});

test('a folder without an inventory is refused', async () => {
  const command = { subject: { file: file('any.json', '{}'), account: null }, json: false, color: false };
  await expect(traceSaved(folder, command)).rejects.toThrow(/holds no inventory/);
});
