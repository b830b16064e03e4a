import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InventoryDamaged, openInventory } from '../../src/inventory/read.ts';
import { createInventory, FolderUnusable } from '../../src/inventory/write.ts';
import type { EvidenceRecord } from '../../src/model/catalog.ts';
import { ACCOUNT, has, REGION } from '../support/evidence.ts';
import { temporaryFolder } from '../support/folder.ts';
import { SAMPLE_SCAN } from '../support/report.ts';

const record: EvidenceRecord = {
  key: 'apigateway.account',
  target: { scope: 'region', partition: 'aws', accountId: ACCOUNT, region: REGION },
  evidence: has({ everUsed: true, cloudWatchRoleArn: 'arn:aws:iam::111122223333:role/logs' }),
};
const tool = { name: 'trailgate', version: '0.1.0' };

describe('an inventory', () => {
  const root = temporaryFolder();

  async function written(name: string): Promise<string> {
    const folder = join(root, name);
    const inventory = await createInventory(folder);
    await inventory.organization([]);
    await inventory.account(ACCOUNT, [record, record]);
    await inventory.finish(SAMPLE_SCAN, tool);
    return folder;
  }

  test('is read back as it was written', async () => {
    const inventory = await openInventory(await written('round-trip'));
    expect(inventory.scan).toEqual(SAMPLE_SCAN);
    expect(await inventory.account(ACCOUNT)).toEqual([record, record]);
    expect(await inventory.organization()).toEqual([]);
    expect(await inventory.account('444455556666'), 'an account that was not reached').toEqual([]);
  });

  test('is for its owner’s eyes', async () => {
    const folder = await written('private');
    expect(statSync(join(folder, 'accounts', `${ACCOUNT}.ndjson`)).mode & 0o077).toBe(0);
  });

  test('does not overwrite what a folder holds', async () => {
    await expect(createInventory(await written('twice'))).rejects.toThrow(FolderUnusable);
  });

  test('cannot be where there is a file', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(createInventory(join(root, 'file'))).rejects.toThrow(/cannot be written/);
  });

  test('without its end is not whole', async () => {
    const folder = join(root, 'killed');
    await (await createInventory(folder)).account(ACCOUNT, [record]);
    await expect(openInventory(folder)).rejects.toThrow(/its scan did not come to an end/);
  });

  test('of another version is refused', async () => {
    const folder = await written('future');
    const manifest = join(folder, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"version": 1', '"version": 2'));
    await expect(openInventory(folder)).rejects.toThrow(/has version 2; this Trailgate reads version 1/);
  });

  const file = join('accounts', `${ACCOUNT}.ndjson`);
  test.each([
    ['a byte more', (path: string) => appendFileSync(path, ' ')],
    ['a line less', (path: string) => writeFileSync(path, readFileSync(path, 'utf8').split('\n').slice(1).join('\n'))],
    ['nothing left', (path: string) => rmSync(path)],
  ])('with %s in a file is damaged', async (name, damage) => {
    const folder = await written(name);
    damage(join(folder, file));
    const inventory = await openInventory(folder);
    await expect(inventory.account(ACCOUNT)).rejects.toThrow(InventoryDamaged);
  });

  test.each([
    ['a question that nobody asks', { ...record, key: 'constructor' }],
    ['a target of another scope', { ...record, target: { scope: 'account', partition: 'aws', accountId: ACCOUNT } }],
    ['no evidence', { ...record, evidence: { status: 'fine' } }],
  ])('with %s is damaged, even if its sum is right', async (name, line) => {
    const folder = join(root, name);
    const inventory = await createInventory(folder);
    await inventory.account(ACCOUNT, [line as unknown as EvidenceRecord]);
    await inventory.finish(SAMPLE_SCAN, tool);
    await expect((await openInventory(folder)).account(ACCOUNT)).rejects.toThrow(/a line that is no evidence/);
  });
});
