import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ScanRecord } from '../../src/inventory/manifest.ts';
import { mergeInventories } from '../../src/inventory/merge.ts';
import { openInventory } from '../../src/inventory/read.ts';
import type { EvidenceRecord } from '../../src/model/catalog.ts';
import { unavailable } from '../../src/model/evidence.ts';
import { call, has } from '../support/evidence.ts';
import { temporaryFolder } from '../support/folder.ts';
import { writeInventory } from '../support/inventory.ts';
import { SAMPLE_SCAN } from '../support/report.ts';

const [FIRST, SECOND, THIRD] = ['111111111111', '222222222222', '333333333333'] as const;

function account(id: string, evidence: EvidenceRecord['evidence'] = has([])): EvidenceRecord {
  const target = { scope: 'region', partition: 'aws', accountId: id, region: 'eu-west-1' } as const;
  return { key: 'cloudtrail.trails', target, evidence } as EvidenceRecord;
}

function part(index: number, ids: readonly string[], overrides: Partial<ScanRecord> = {}): ScanRecord {
  const accounts = ids.map((id) => ({ id, name: null }));
  return {
    ...SAMPLE_SCAN,
    shard: { index, of: 2 },
    accounts,
    requests: { 'cloudtrail:DescribeTrails': 2 },
    ...overrides,
  };
}

describe('merged inventories', () => {
  const root = temporaryFolder();
  let serial = 0;
  const fresh = (name = 'merged') => {
    serial += 1;
    return join(root, `${name}-${serial}`);
  };

  async function saved(scan: ScanRecord, records: readonly EvidenceRecord[], version = '0.1.0'): Promise<string> {
    const folder = fresh('part');
    await writeInventory(folder, scan, records, { name: 'trailgate', version });
    return folder;
  }

  let first: string;
  let second: string;
  beforeAll(async () => {
    first = await saved(part(1, [FIRST], { finishedAt: '2026-11-20T05:00:00.000Z' }), [account(FIRST)]);
    second = await saved(part(2, [SECOND]), [account(SECOND)]);
  });

  test('hold the accounts of all parts, and read like one scan', async () => {
    const into = fresh();
    expect(await mergeInventories([second, first], into)).toEqual({ shards: [], accounts: [] });
    const merged = await openInventory(into);
    expect(merged.scan).toMatchObject({
      shard: null,
      accounts: [
        { id: FIRST, name: null },
        { id: SECOND, name: null },
      ],
      finishedAt: '2026-11-20T05:00:00.000Z',
      requests: { 'cloudtrail:DescribeTrails': 4 },
    });
    expect(await merged.account(FIRST)).toEqual([account(FIRST)]);
    expect(await merged.account(SECOND)).toEqual([account(SECOND)]);
  });

  test('tell which shards are missing', async () => {
    expect(await mergeInventories([second], fresh())).toMatchObject({ shards: [{ index: 1, of: 2 }] });
  });

  test('tell which accounts no part came to', async () => {
    const interrupted = await saved(part(1, [FIRST, THIRD]), [account(FIRST)]);
    const into = fresh();
    expect(await mergeInventories([interrupted, second], into)).toEqual({ shards: [], accounts: [THIRD] });
    const merged = await openInventory(into);
    expect(merged.scan.accounts.map(({ id }) => id)).toContain(THIRD);
    expect(await merged.account(THIRD)).toEqual([]);
  });

  test('of an account that two parts came to hold what either found', async () => {
    const refused = account(FIRST, unavailable('throttled', 'Rate exceeded', call()));
    const other = await saved(part(2, [FIRST]), [refused]);
    const into = fresh();
    await mergeInventories([other, first], into);
    expect(await (await openInventory(into)).account(FIRST)).toEqual([account(FIRST)]);
  });

  test('may agree on an account though they asked at different times', async () => {
    const later = { status: 'collected', value: [], calls: [call('test:Ask', { requestId: 'r-2' })] } as const;
    const other = await saved(part(2, [FIRST]), [account(FIRST, later)]);
    await expect(mergeInventories([other, first], fresh())).resolves.toBeDefined();
  });

  test('that contradict each other are refused', async () => {
    const trail = { name: 'audit' } as never;
    const other = await saved(part(2, [FIRST]), [account(FIRST, has([trail]) as never)]);
    await expect(mergeInventories([other, first], fresh())).rejects.toThrow(
      /contradict each other on cloudtrail\.trails 111111111111 eu-west-1/,
    );
  });

  test.each([
    ['versions of Trailgate', () => saved(part(2, [SECOND]), [account(SECOND)], '0.2.0')],
    ['organizations', () => saved(part(2, [SECOND], { organization: null }), [account(SECOND)])],
    ['regions', () => saved(part(2, [SECOND], { regions: ['eu-west-1'] }), [account(SECOND)])],
    ['numbers of shards', () => saved(part(2, [SECOND], { shard: { index: 2, of: 3 } }), [account(SECOND)])],
    ['questions', () => saved(part(2, [SECOND]), [])],
  ])('are not made of different %s', async (what, other) => {
    await expect(mergeInventories([first, await other()], fresh())).rejects.toThrow(`are of different ${what}`);
  });
});
