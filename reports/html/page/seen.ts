import type { ApiCall } from '../../../src/model/evidence.ts';
import type { FindingReason } from '../../../src/model/report.ts';
import { REASON_LABELS, time } from '../../labels.ts';
import { h } from './dom.ts';
import type { Names } from './names.ts';

/** What was missing, each with the call that met it. */
export function reasonList(items: readonly FindingReason[], names: Names): HTMLElement {
  return h(
    'ul',
    { class: 'reasons' },
    items.map(({ reason, detail, call }) =>
      h(
        'li',
        {},
        h('strong', {}, REASON_LABELS[reason] ?? reason),
        h('span', { class: 'detail' }, detail),
        call === null ? null : callLine(call, names),
      ),
    ),
  );
}

/** A request to AWS, as an auditor would quote it. */
export function callLine({ api, accountId, region, parameters, at, requestId }: ApiCall, names: Names): HTMLElement {
  const asked = Object.entries(parameters).map(([name, value]) =>
    h('code', { class: 'parameter' }, `${name}=${value}`),
  );
  return h(
    'span',
    { class: 'call' },
    h('code', { class: 'api' }, api),
    asked,
    h(
      'span',
      { class: 'when' },
      `${names.account(accountId)} · ${names.region(region)} · ${time(at)} · `,
      requestId === null ? 'no request id' : h('code', {}, requestId),
    ),
  );
}
