import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Lends the named folder or, without a name, one that is gone with everything in it once it was used. */
export async function lendFolder<T>(named: string | null, use: (folder: string) => Promise<T>): Promise<T> {
  if (named !== null) return use(named);
  const folder = await mkdtemp(join(tmpdir(), 'trailgate-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
