import type { Recording } from './recording.ts';
import { isHighVolume, isMissing } from './remainder.ts';

/** Events of a high-volume source that are not recorded where those of any other source are. */
interface HighVolumeLoss {
  readonly source: string;
  readonly access: 'read' | 'write';
  /** Not certain: they may be recorded after all, or the others may not. */
  readonly certain: boolean;
}

/** What a region loses of AWS KMS and the RDS Data API beyond its general gap. */
export function highVolumeLosses(recording: Recording): readonly HighVolumeLoss[] {
  return recording.filter(isHighVolume).flatMap(({ kind, access, source, states }): readonly HighVolumeLoss[] => {
    const others = recording.find(
      (slice) => slice.kind === kind && slice.access === access && slice.source.kind === 'other',
    );
    const pairs = states.map((own, part) => ({ own, rest: others?.states[part] ?? 'uncertain' }));
    const certain = pairs.some(({ own, rest }) => own === 'lost' && rest === 'recorded');
    const possible = pairs.some(({ own, rest }) => isMissing(own, 'sure') && !isMissing(rest, 'firm'));
    return certain || possible ? [{ source: source.label, access, certain }] : [];
  });
}

/** Such as `read and write events of kms.amazonaws.com`; empty for no losses. */
export function lossesInWords(losses: readonly HighVolumeLoss[]): string {
  const sources = [...new Set(losses.map(({ source }) => source))];
  return sources
    .map((source) => {
      const accesses = losses.filter((loss) => loss.source === source).map(({ access }) => access);
      return `${[...new Set(accesses)].join(' and ')} events of ${source}`;
    })
    .join(', ');
}
