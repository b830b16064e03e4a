import { EXIT, type ExitStatus } from '../engine/exit-status.ts';
import { Failure } from '../engine/failure.ts';
import { FolderUnusable } from '../inventory/manifest.ts';
import { type Missing, mergeInventories, NotOfOneScan } from '../inventory/merge.ts';
import { openInventory } from '../inventory/read.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { lendFolder } from './lend-folder.ts';
import { requireWritable } from './outputs.ts';
import { told } from './told.ts';

/** Joins saved inventories and judges them as one. Where a part is missing, the run is not clean. Throws a Failure. */
export async function runMerge(
  folders: readonly string[],
  saveInventory: string | null,
  command: Omit<Conclusion, 'inventory'>,
): Promise<ExitStatus> {
  await requireWritable(command.outputs);
  try {
    return await lendFolder(saveInventory, async (into) => {
      const missing = await mergeInventories(folders, into);
      const status = await conclude({ ...command, inventory: await openInventory(into) });
      return tellMissing(missing) && status === EXIT.clean ? EXIT.impossible : status;
    });
  } catch (error) {
    if (error instanceof NotOfOneScan) throw new Failure('usage', error.message, 'the-folders-are-not-of-one-scan');
    if (error instanceof FolderUnusable) throw new Failure('usage', error.message, 'a-file-cannot-be-written');
    throw told(error);
  }
}

/** Says which shards and how many accounts are missing, and whether any are. */
function tellMissing({ shards, accounts }: Missing): boolean {
  if (accounts.length === 0 && shards.length === 0) return false;
  const which = shards.map(({ index, of }) => `${index}/${of}`).join(', ');
  const lacks = shards.length === 0 ? '' : `shard ${which} is missing; `;
  const some = accounts.slice(0, 5).join(', ');
  const more = accounts.length > 5 ? ` and ${accounts.length - 5} more` : '';
  const unscanned = accounts.length === 0 ? 'it held no account' : `not scanned: ${some}${more}`;
  process.stderr.write(`trailgate: ${lacks}${unscanned}\n`);
  return accounts.length > 0;
}
