import type { GoneFinding } from '../../../src/model/comparison.ts';
import { CHANGE_LABELS } from '../../labels.ts';
import { counted } from '../../words.ts';
import { button, byId, h } from './dom.ts';
import { outcomeMark } from './marks.ts';
import type { Names } from './names.ts';

/** How many are drawn at first, and how many more at a time. */
const LINES = 50;

/** Lists below the changes what the baseline failed and this report says nothing of. */
export function drawGone(gone: readonly GoneFinding[], names: Names): void {
  if (gone.length === 0) return;
  const list = h('ol', { class: 'gone' });
  let drawn = 0;
  const more = button('', { class: 'plain' }, () => drawMore());
  const drawMore = () => {
    const next = gone.slice(drawn, drawn + LINES);
    list.append(...next.map((finding) => item(finding, names)));
    drawn += next.length;
    more.replaceChildren(`Show more of ${counted(gone.length - drawn, 'other')}`);
    more.hidden = drawn === gone.length;
  };
  drawMore();
  byId('gone').replaceChildren(
    h('h3', { class: 'list-title' }, `${counted(gone.length, 'failure')} of the last report without a finding now`),
    h('p', { class: 'lead' }, 'Fixed only where the place was read again; else nobody knows what became of it.'),
    list,
    more,
  );
}

function item({ severity, message, change, resource, accountId, region, ruleId }: GoneFinding, names: Names) {
  return h(
    'li',
    {},
    outcomeMark({ outcome: 'fail', severity }),
    h('span', {}, h('span', { class: `tag change-${change}` }, CHANGE_LABELS[change]), ` ${message}`),
    h(
      'span',
      { class: 'where' },
      h('code', {}, resource.arn),
      h('span', {}, names.account(accountId)),
      h('span', {}, names.region(region)),
      h('code', {}, ruleId),
    ),
  );
}
