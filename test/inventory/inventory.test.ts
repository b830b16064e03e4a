import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FolderUnusable, InventoryDamaged } from '../../src/inventory/manifest.ts';
import { openInventory } from '../../src/inventory/read.ts';
import { createInventory, resumeInventory } from '../../src/inventory/write.ts';
import type { EvidenceRecord } from '../../src/model/catalog.ts';
import { unavailable } from '../../src/model/evidence.ts';
import { ACCOUNT, has, REGION } from '../support/evidence.ts';
import { temporaryFolder } from '../support/folder.ts';
import { planOf, writeInventory } from '../support/inventory.ts';
import { SAMPLE_SCAN } from '../support/report.ts';

const record: EvidenceRecord = {
  key: 'apigateway.account',
  target: { scope: 'region', partition: 'aws', accountId: ACCOUNT, region: REGION },
  evidence: has({ everUsed: true, cloudWatchRoleArn: 'arn:aws:iam::111122223333:role/logs' }),
};
const elsewhere: EvidenceRecord = { ...record, target: { ...record.target, region: 'ap-southeast-2' } as never };
const tool = { name: 'trailgate', version: '0.1.0' };

describe('an inventory', () => {
  const root = temporaryFolder();

  async function written(name: string): Promise<string> {
    const folder = join(root, name);
    await writeInventory(folder, SAMPLE_SCAN, [record, elsewhere]);
    return folder;
  }

  /** What a process leaves behind that was killed while it asked. */
  async function killed(folder: string, records: readonly EvidenceRecord[]): Promise<void> {
    const inventory = await createInventory(folder, tool);
    await inventory.begin(planOf(SAMPLE_SCAN, [record]));
    const open = await inventory.account(ACCOUNT);
    for (const each of records) await open.append(each);
  }

  test('is read back as it was written', async () => {
    const inventory = await openInventory(await written('round-trip'));
    expect(inventory.scan).toEqual(SAMPLE_SCAN);
    expect(await inventory.account(ACCOUNT)).toEqual([elsewhere, record]);
    expect(await inventory.organization()).toEqual([]);
    expect(await inventory.account('444455556666'), 'an account that was not reached').toEqual([]);
  });

  test('is for its owner’s eyes', async () => {
    const folder = await written('private');
    expect(statSync(join(folder, 'accounts', `${ACCOUNT}.ndjson`)).mode & 0o077).toBe(0);
  });

  test('does not overwrite what a folder holds', async () => {
    await expect(createInventory(await written('twice'), tool)).rejects.toThrow(FolderUnusable);
  });

  test('cannot be where there is a file', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(createInventory(join(root, 'file'), tool)).rejects.toThrow(/cannot be written/);
  });

  test('without its end is not whole', async () => {
    const folder = join(root, 'killed');
    await killed(folder, [record]);
    await expect(openInventory(folder)).rejects.toThrow(/did not come to an end; go on with trailgate scan --resume/);
  });

  test('of another version is refused', async () => {
    const folder = await written('future');
    const manifest = join(folder, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"version": 2', '"version": 3'));
    await expect(openInventory(folder)).rejects.toThrow(/has version 3; this Trailgate reads version 2/);
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
    await writeInventory(folder, SAMPLE_SCAN, [record]);
    const path = join(folder, file);
    const before = createHash('sha256').update(readFileSync(path)).digest('hex');
    writeFileSync(path, `${JSON.stringify(line)}\n`);
    const after = createHash('sha256').update(readFileSync(path)).digest('hex');
    const manifest = join(folder, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(before, after));
    await expect((await openInventory(folder)).account(ACCOUNT)).rejects.toThrow(/a line that is no evidence/);
  });

  describe('whose scan goes on', () => {
    test('still has every whole line, and loses one that was half written', async () => {
      const folder = join(root, 'half-written');
      await killed(folder, [record]);
      const path = join(folder, file);
      const whole = readFileSync(path, 'utf8');
      appendFileSync(path, JSON.stringify(elsewhere).slice(0, 40));
      const inventory = await resumeInventory(folder, tool);
      expect(inventory.plan).toEqual(planOf(SAMPLE_SCAN, [record]));
      const open = await inventory.account(ACCOUNT);
      expect(open.known).toEqual([record]);
      expect(readFileSync(path, 'utf8')).toBe(whole);
      await open.append(elsewhere);
      await open.close(true, {});
      await inventory.finish(SAMPLE_SCAN);
      expect(await (await openInventory(folder)).account(ACCOUNT)).toEqual([elsewhere, record]);
    });

    test('knows which accounts are done, and not those that a later run had begun to ask again', async () => {
      const folder = await written('done');
      const again = await resumeInventory(folder, tool);
      expect(again.isSettled(ACCOUNT)).toBe(true);
      await (await again.account(ACCOUNT)).append(record);
      await expect(openInventory(folder), 'it is open again').rejects.toThrow(/did not come to an end/);
      expect((await resumeInventory(folder, tool)).isSettled(ACCOUNT)).toBe(false);
    });

    test('takes the last answer to a question, but no refusal for an answer', async () => {
      const folder = join(root, 'asked-again');
      const refusal = { ...record, evidence: unavailable('throttled', 'Rate exceeded', null) };
      await killed(folder, [refusal, record, refusal]);
      expect((await (await resumeInventory(folder, tool)).account(ACCOUNT)).known).toEqual([record]);
    });

    test('loses a half-written line of its journal alone', async () => {
      const folder = await written('journal');
      const journal = join(folder, 'journal.ndjson');
      writeFileSync(journal, readFileSync(journal, 'utf8').slice(0, -20));
      const inventory = await resumeInventory(folder, tool);
      expect(inventory.isSettled(ACCOUNT)).toBe(false);
      expect((await inventory.account(ACCOUNT)).known).toHaveLength(2);
    });

    test.each([
      ['nothing', () => {}, /holds no scan to go on with/],
      ['something else', (at: string) => writeFileSync(join(at, 'scan.json'), '{}'), /scan\.json is something else/],
    ])('is not a folder with %s in it', async (name, fill, message) => {
      const folder = mkdtempSync(join(root, `no-scan-${name}-`));
      fill(folder);
      await expect(resumeInventory(folder, tool)).rejects.toThrow(message);
    });

    test('is not another version’s', async () => {
      const folder = await written('other-tool');
      await expect(resumeInventory(folder, { ...tool, version: '0.2.0' })).rejects.toThrow(
        /was begun by Trailgate 0\.1\.0; this is 0\.2\.0/,
      );
    });
  });

  test('that the disk does not take any more says so', async () => {
    const folder = join(root, 'full');
    await killed(folder, []);
    rmSync(join(folder, file));
    // A file that is always full (null(4), Linux).
    symlinkSync('/dev/full', join(folder, file));
    const open = await (await resumeInventory(folder, tool)).account(ACCOUNT);
    await expect(open.append(record)).rejects.toThrow(/cannot be written: ENOSPC/);
  });
});
