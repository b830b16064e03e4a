import { Failure } from '../engine/failure.ts';
import { InventoryDamaged } from '../inventory/manifest.ts';

/** An error as a command ends with it: evidence that cannot be read is a Failure, anything else stays what it is. */
export function told(error: unknown): unknown {
  if (!(error instanceof InventoryDamaged)) return error;
  return new Failure('impossible', error.message, 'the-evidence-cannot-be-read');
}
