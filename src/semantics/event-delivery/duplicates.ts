import type { Region } from '../../model/target.ts';
import type { AccountTrail, AccountTrails } from './account-trails.ts';
import { recorderIn } from './account-trails.ts';
import { fieldValues } from './field-values.ts';
import type { Clause } from './management-clauses.ts';
import { admits } from './management-clauses.ts';
import type { Recorder } from './recording.ts';
import type { Ternary } from './ternary.ts';
import { some } from './ternary.ts';

/** Two trails of which both record some management event of a region, or may. */
export interface Duplicate {
  readonly region: Region;
  readonly trails: readonly [AccountTrail, AccountTrail];
  readonly certain: boolean;
}

/** Every pair of an account's trails that records, or may record, the same management events of a region. */
export function duplicatesIn(account: AccountTrails, region: Region): readonly Duplicate[] {
  const recorders = account.trails.flatMap((trail) => {
    const recorder = recorderIn(account, trail, region);
    return recorder === null ? [] : [{ trail, recorder }];
  });
  return recorders.flatMap((one, index) =>
    recorders.slice(index + 1).flatMap((other): readonly Duplicate[] => {
      const same = recordsSame(one.recorder, other.recorder);
      return same === 'no' ? [] : [{ region, trails: [one.trail, other.trail], certain: same === 'yes' }];
    }),
  );
}

function recordsSame(one: Recorder, other: Recorder): Ternary {
  const shared = some(one.clauses.flatMap((clause) => other.clauses.map((second) => overlap(clause, second))));
  return shared === 'yes' && !(one.certain && other.certain) ? 'unknown' : shared;
}

/** Whether some event satisfies both. Conditions on other fields than these two are not worked out. */
function overlap(one: Clause, other: Clause): Ternary {
  const fields = [...one.fields, ...other.fields];
  const on = (name: string) => fields.filter(({ field }) => field === name);
  const sources = fieldValues(on('eventSource'));
  if (sources === null) return 'unknown';
  const access = ['true', 'false'].some((value) => on('readOnly').every((condition) => admits(condition, value)));
  const source = sources.some(({ sample }) => on('eventSource').every((condition) => admits(condition, sample)));
  if (!access || !source) return 'no';
  const plain = fields.every(({ field }) => field === 'readOnly' || field === 'eventSource');
  return plain && one.certain && other.certain ? 'yes' : 'unknown';
}
