import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { EXIT, type ExitStatus } from '../../engine/exit-status.ts';
import { Failure } from '../../engine/failure.ts';
import { makeReport } from '../../engine/report.ts';
import { InventoryDamaged } from '../../inventory/manifest.ts';
import { sumOf } from '../../inventory/package/sums.ts';
import { writePackage } from '../../inventory/package/write-package.ts';
import { openInventory } from '../../inventory/read.ts';
import type { Rule } from '../../model/rule.ts';
import { told } from '../told.ts';
import { tool } from '../tool.ts';
import { packageContents } from './contents.ts';

export interface EvidenceCommand {
  readonly folder: string;
  readonly out: string;
  readonly rules: readonly Rule[];
}

/** Judges a saved inventory and packs it with the reports. Throws a Failure. */
export async function runEvidence({ folder, out, rules }: EvidenceCommand): Promise<ExitStatus> {
  await requireNew(out);
  try {
    const inventory = await openInventory(folder);
    const report = await makeReport({ inventory, rules, now: new Date(), tool });
    await writePackage(out, packageContents({ folder, inventory, rules, report }), new Date(report.scan.finishedAt));
    process.stdout.write(`${out}\n  SHA-256 of the package  ${await sumOf(createReadStream(out))}\n`);
    process.stdout.write(`  root hash of the evidence  ${inventory.sha256}\n`);
    return EXIT.clean;
  } catch (error) {
    if (error instanceof InventoryDamaged) throw told(error);
    const message = `the package could not be written to ${out}: ${(error as Error).message}`;
    throw new Failure('impossible', message, 'a-file-cannot-be-written');
  }
}

/** Evidence is not overwritten. */
async function requireNew(file: string): Promise<void> {
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (there) throw new Failure('usage', `${file} is there already; name a new file with --out`);
}
