import { OUTCOME_LABELS, SEVERITY_LABELS } from '../../labels.ts';
import type { FindingRow } from '../data.ts';
import { h } from './dom.ts';

/** A failure shows as its severity; every other outcome as itself, with the severity below it. */
export function outcomeMark({ outcome, severity }: Pick<FindingRow, 'outcome' | 'severity'>): HTMLElement {
  if (outcome === 'fail') {
    return h(
      'span',
      { class: `mark ${severity}` },
      h('strong', {}, SEVERITY_LABELS[severity]),
      h('span', {}, OUTCOME_LABELS.fail.toLowerCase()),
    );
  }
  return h(
    'span',
    { class: `mark ${outcome}` },
    h('strong', {}, OUTCOME_LABELS[outcome]),
    h('span', {}, SEVERITY_LABELS[severity].toLowerCase()),
  );
}
