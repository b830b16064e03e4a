import type { AccountTrail } from './account-trails.ts';
import type { SelectableCategory } from './management-clauses.ts';
import { SELECTABLE_CATEGORIES } from './management-clauses.ts';
import type { SelectorClauses } from './selector-clauses.ts';
import type { SelectorDecision } from './selector-decision.ts';
import { decideSelector } from './selector-decision.ts';
import { selectorsInWords } from './selector-words.ts';
import type { Step } from './step.ts';
import { step } from './step.ts';
import { agreed, some } from './ternary.ts';
import type { TracedEvent } from './traced-event.ts';

/** Categories of records that only event data stores take (API Reference, AdvancedEventSelector). */
const STORE_ONLY: readonly string[] = ['ConfigurationItem', 'Evidence', 'ActivityAuditLog'];

/** Categories that something else than event selectors turns on (User Guide, Insights and aggregated events). */
const TURNED_ON_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['Insight', 'Insights events come of insight selectors, which a scan does not read'],
  ['Aggregated', 'aggregated events come of an event configuration, which a scan does not read'],
]);

/** Whether the selectors of a trail choose an event; `selectors` is null where they could not be read. */
export function selectionStep(
  { selectors: evidence }: AccountTrail,
  selectors: readonly SelectorClauses[] | null,
  event: TracedEvent,
): Step {
  const steps = event.categories.map((category) => {
    if (STORE_ONLY.includes(category))
      return step('selectors', 'no', `trails record no events of category ${category}`);
    const elsewhere = TURNED_ON_ELSEWHERE.get(category);
    if (elsewhere !== undefined) return step('selectors', 'unknown', elsewhere);
    if (!isSelectable(category)) {
      return step('selectors', 'unknown', `events have no documented category ${category}`);
    }
    if (selectors !== null) return decided(selectors, event, category);
    const because = evidence.status === 'unavailable' ? [evidence] : [];
    return step('selectors', 'unknown', 'its event selectors could not be read', because);
  });
  const [first] = steps;
  if (steps.length === 1 && first !== undefined) return first;
  return step(
    'selectors',
    agreed(steps.map(({ outcome }) => outcome)),
    steps.map(({ words }, index) => `as a ${inWords(event.categories[index] ?? '')} event: ${words}`).join('; '),
    [...new Set(steps.flatMap(({ because }) => because))],
    steps.flatMap(({ selectors: decisions }) => decisions),
  );
}

function decided(selectors: readonly SelectorClauses[], event: TracedEvent, category: SelectableCategory): Step {
  const decisions: SelectorDecision[] = [];
  for (const selector of selectors) {
    const decision = decideSelector(selector, event, category);
    decisions.push(decision);
    if (decision.outcome === 'yes') break;
  }
  const outcome = some(decisions.map((decision) => decision.outcome));
  return step('selectors', outcome, selectorsInWords(decisions, event, inWords(category)), [], decisions);
}

function isSelectable(category: string): category is SelectableCategory {
  return (SELECTABLE_CATEGORIES as readonly string[]).includes(category);
}

function inWords(category: string): string {
  return category === 'NetworkActivity' ? 'network activity' : category.toLowerCase();
}
