import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { json as parsed } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { json } from '../../../reports/json.ts';
import { rules } from '../../../rules/index.ts';
import { EXIT, type ExitStatus } from '../../engine/exit-status.ts';
import { Failure } from '../../engine/failure.ts';
import { makeReport } from '../../engine/report.ts';
import { InventoryDamaged } from '../../inventory/manifest.ts';
import { type OpenPackage, openPackage, PackageDamaged } from '../../inventory/package/read-package.ts';
import { sumOf } from '../../inventory/package/sums.ts';
import { openInventory, type SavedInventory } from '../../inventory/read.ts';
import type { Report } from '../../model/report.ts';
import { lendFolder } from '../lend-folder.ts';
import { tool } from '../tool.ts';
import { EVIDENCE_FOLDER, JSON_REPORT } from './contents.ts';

type SavedReport = Pick<Report, 'tool' | 'scan' | 'rules'>;

/**
 * Checks a package: its sums, that its evidence is whole, that its report was made from this evidence and, where the
 * version is ours, that judging the evidence again gives the same report byte for byte. Throws a Failure.
 */
export async function runVerify(file: string): Promise<ExitStatus> {
  try {
    const found = await openPackage(file);
    try {
      await lendFolder(null, (folder) => checkPackage(found, folder));
      return EXIT.clean;
    } finally {
      found.close();
    }
  } catch (error) {
    const damaged = error instanceof PackageDamaged || error instanceof InventoryDamaged;
    throw damaged ? new Failure('impossible', error.message, 'the-package-is-damaged') : error;
  }
}

async function checkPackage(found: OpenPackage, folder: string): Promise<void> {
  tell(`${found.names.length} files are what SHA256SUMS says`);
  const report = (await parsed(await found.open(JSON_REPORT))) as SavedReport;
  const inventory = await unpackEvidence(found, folder);
  tell(`the evidence is whole; its root hash is ${inventory.sha256}`);
  requireRoot(report, inventory);
  tell('the report names this root hash: it was made from this evidence');
  await judgeAgain(report, inventory, found);
}

function tell(line: string): void {
  process.stdout.write(`ok  ${line}\n`);
}

/** Into a folder of our own. Names that lead out of it do not get past the package. */
async function unpackEvidence(found: OpenPackage, folder: string): Promise<SavedInventory> {
  for (const name of found.names.filter((each) => each.startsWith(`${EVIDENCE_FOLDER}/`))) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await pipeline(await found.open(name), createWriteStream(path));
  }
  const inventory = await openInventory(join(folder, EVIDENCE_FOLDER));
  await inventory.organization();
  for (const { id } of inventory.scan.accounts) await inventory.account(id);
  return inventory;
}

function requireRoot({ scan }: SavedReport, { sha256 }: SavedInventory): void {
  if (scan.inventorySha256 === sha256) return;
  throw new PackageDamaged(
    `the report was made from other evidence, of which the root hash is ${scan.inventorySha256}`,
  );
}

async function judgeAgain(report: SavedReport, inventory: SavedInventory, found: OpenPackage): Promise<void> {
  if (report.tool.version !== tool.version) {
    process.stdout.write(
      `--  the report is by Trailgate ${report.tool.version} and this is ${tool.version}: the evidence was not judged again\n`,
    );
    return;
  }
  const ids = new Set<string>(report.rules.map(({ id }) => id));
  const chosen = rules.filter(({ id }) => ids.has(id));
  const again = await makeReport({ inventory, rules: chosen, now: new Date(report.scan.judgedAt), tool });
  const text = Readable.from(json(again, { color: false, width: 120, versionControl: null }));
  if ((await sumOf(text)) !== (await sumOf(await found.open(JSON_REPORT)))) {
    throw new PackageDamaged('the evidence, judged again, gives another report');
  }
  tell('the evidence, judged again, gives the same report byte for byte');
}
