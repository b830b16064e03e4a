import type { Change, Comparison } from '../../src/model/comparison.ts';
import { CHANGES } from '../../src/model/comparison.ts';
import { OUTCOMES, SEVERITIES } from '../../src/model/verdict.ts';
import { CHANGE_LABELS, SEVERITY_LABELS, time } from '../labels.ts';
import { figure } from '../words.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

const MEANINGS: Readonly<Record<Change, string>> = {
  new: 'did not fail before',
  changed: 'fail otherwise than before',
  'became-unknown': 'were decided before',
  fixed: 'failed before',
  unchanged: 'fail as before',
};

/** What became of failures since the baseline; the script lists those that have no finding any more. */
export function changesSection({ baseline, counts, newFailures }: Comparison): Markup {
  const grave = SEVERITIES.filter((severity) => newFailures[severity] > 0)
    .map((severity) => `${figure(newFailures[severity])} ${SEVERITY_LABELS[severity].toLowerCase()}`)
    .join(', ');
  const cards = CHANGES.map((change) => {
    const hint = change === 'new' && grave !== '' ? grave : MEANINGS[change];
    const link = `#${new URLSearchParams({ outcome: OUTCOMES.join(','), change })}`;
    const none = counts[change] === 0 ? ' none' : '';
    return markup`<li><a class="score small change-${change}${none}" href="${link}"><span class="figure">${figure(counts[change])}</span> <span class="label">${CHANGE_LABELS[change]} <span class="hint">${hint}</span></span></a></li>
`;
  });
  const evidence =
    baseline.inventorySha256 === null
      ? markup`It does not say which evidence it was made from.`
      : markup`Its evidence: <code class="hash">${baseline.inventorySha256}</code>`;
  return markup`<section id="changes" aria-labelledby="changes-title">
<h2 id="changes-title">Since the last report</h2>
<p class="lead">Compared with the report of ${time(baseline.judgedAt)}, made with version ${baseline.toolVersion}. ${evidence}</p>
<ul class="changes">${cards}</ul>
<div id="gone"></div>
</section>`;
}
