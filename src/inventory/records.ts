import type { EvidenceRecord } from '../model/catalog.ts';
import { SCOPES } from '../model/catalog.ts';
import { isEvidence } from '../model/evidence.ts';
import { regionOf } from '../model/target.ts';
import { InventoryDamaged } from './manifest.ts';

/**
 * The answers in a file's text, by question and place. Where one was asked again, the last answer counts, unless it is
 * a refusal after an answer. `name` is how to call the file to a person. Throws InventoryDamaged.
 */
export function parseRecords(text: string, name: string): readonly EvidenceRecord[] {
  const byPlace = new Map<string, EvidenceRecord>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const record = parseRecord(line, name);
    const place = placeOf(record);
    const earlier = byPlace.get(place);
    const refusedAgain = earlier?.evidence.status === 'collected' && record.evidence.status === 'unavailable';
    if (!refusedAgain) byPlace.set(place, record);
  }
  return [...byPlace].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record);
}

/** Which question, and where it was asked: two records that agree in this answer the same. */
export function placeOf({ key, target }: EvidenceRecord): string {
  return `${key} ${target.accountId} ${regionOf(target) ?? ''}`;
}

function parseRecord(line: string, name: string): EvidenceRecord {
  const record = parseJson(line, name) as Partial<EvidenceRecord> | null;
  const known = typeof record?.key === 'string' && Object.hasOwn(SCOPES, record.key);
  if (!known || record?.target?.scope !== SCOPES[record.key as keyof typeof SCOPES] || !isEvidence(record.evidence)) {
    throw new InventoryDamaged(`${name} has a line that is no evidence`);
  }
  return record as EvidenceRecord;
}

export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InventoryDamaged(`${name} is not JSON`);
  }
}
