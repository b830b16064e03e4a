import type { Column } from '../../../reports/table/grid.ts';
import { grid } from '../../../reports/table/grid.ts';
import type { Style, Terminal } from '../../../reports/table/terminal.ts';
import type { Delivery } from '../../semantics/event-delivery/delivery.ts';
import { knownValue } from '../../semantics/event-delivery/reading.ts';
import type { Ternary } from '../../semantics/event-delivery/ternary.ts';
import { placeOf } from './proof.ts';
import type { TracedDelivery } from './simulators.ts';

const COLUMNS: readonly Column[] = ['Delivered', 'Time', 'Event', 'Account', 'Region', 'Caller', 'By', 'To or why'].map(
  (title) => ({ title, align: 'left' }),
);

const STYLES: Readonly<Record<Ternary, Style>> = { yes: 'green', no: 'red', unknown: 'yellow' };

/** Many events, a line each, and how many were delivered. */
export function eventTable(traced: readonly TracedDelivery[], terminal: Terminal): string {
  const rows = traced.map(({ event, delivery }) => {
    const by = delivery.trails.filter((trail) => trail.outcome === 'yes' && delivery.outcome === 'yes');
    return [
      { text: delivery.outcome, style: STYLES[delivery.outcome] },
      { text: event.time ?? '' },
      { text: `${knownValue(event.fields.eventSource) ?? '?'} ${knownValue(event.fields.eventName) ?? '?'}` },
      { text: knownValue(event.account) ?? '?' },
      { text: knownValue(event.region) ?? '?' },
      { text: event.caller?.words ?? '' },
      { text: by.map(({ name }) => name).join(', ') },
      { text: by[0] === undefined ? obstacleOf(delivery) : placeOf(by[0].destination) },
    ];
  });
  return `${[...grid(COLUMNS, rows, terminal), '', countLine(traced)].join('\n')}\n`;
}

/** The first step that kept an event from being delivered, or from being known to be. */
function obstacleOf({ outcome, steps, trails }: Delivery): string {
  if (steps.length + trails.length === 0) return 'no trail reaches the account';
  const decisive = trails.filter((trail) => trail.outcome === outcome);
  const obstacle = [...steps, ...decisive.flatMap((trail) => trail.steps)].find((each) => each.outcome === outcome);
  return obstacle?.words ?? '';
}

function countLine(traced: readonly TracedDelivery[]): string {
  const count = (outcome: Ternary) => traced.filter(({ delivery }) => delivery.outcome === outcome).length;
  return `${traced.length} events: ${count('yes')} delivered, ${count('no')} not delivered, ${count('unknown')} unknown`;
}
