import type { Control } from '../../src/model/controls.ts';
import type { OutcomeCounts, RuleDescription, Summary } from '../../src/model/report.ts';
import type { Outcome } from '../../src/model/verdict.ts';
import { OUTCOMES } from '../../src/model/verdict.ts';
import { clauseKey, compareClauses, frameworkOf, OUTCOME_LABELS } from '../labels.ts';
import { counted, figure } from '../words.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

interface Clause {
  readonly control: Control;
  readonly rules: readonly RuleDescription[];
  readonly counts: OutcomeCounts;
  /** The worst outcome of any of its findings; a clause that nothing was judged for does not apply. */
  readonly outcome: Outcome;
}

/** Control by control what the rules that are mapped to it found. */
export function frameworksSection(rules: readonly RuleDescription[], { byRule }: Summary): Markup {
  const frameworks = new Map<string, Control[]>();
  for (const control of rules.flatMap(({ controls }) => controls)) {
    const { label } = frameworkOf(control);
    frameworks.set(label, [...(frameworks.get(label) ?? []), control]);
  }
  const parts = [...frameworks]
    .sort(([a], [b]) => compareClauses(a, b))
    .map(([label, controls]) => framework(label, clausesOf(controls, rules, byRule)));
  return markup`<section id="frameworks" aria-labelledby="frameworks-title">
<h2 id="frameworks-title">By framework</h2>
<p class="lead">Only controls that Trailgate has rules for are listed. Everything else in a framework is not covered by this report, and a control that passes here has passed as far as the rules beside it ask.</p>
${parts}</section>`;
}

function clausesOf(
  controls: readonly Control[],
  rules: readonly RuleDescription[],
  byRule: Summary['byRule'],
): readonly Clause[] {
  const distinct = new Map(controls.map((control) => [control.id, control]));
  return [...distinct.values()]
    .sort((a, b) => compareClauses(a.id, b.id))
    .map((control) => {
      const mapped = rules.filter((rule) => rule.controls.some((each) => clauseKey(each) === clauseKey(control)));
      const rows = byRule.filter(({ ruleId }) => mapped.some(({ id }) => id === ruleId));
      const count = (outcome: Outcome) => rows.reduce((sum, row) => sum + row[outcome], 0);
      const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, count(outcome)])) as OutcomeCounts;
      return { control, rules: mapped, counts, outcome: OUTCOMES.find((each) => counts[each] > 0) ?? 'not-applicable' };
    });
}

function framework(label: string, clauses: readonly Clause[]): Markup {
  const tally = OUTCOMES.map((outcome) => ({
    outcome,
    count: clauses.filter((each) => each.outcome === outcome).length,
  }))
    .filter(({ count }) => count > 0)
    .map(
      ({ outcome, count }) =>
        markup` <span class="tally ${outcome}">${figure(count)} ${OUTCOME_LABELS[outcome].toLowerCase()}</span>`,
    );
  const heads = OUTCOMES.map((outcome) => markup`<th scope="col" class="number">${OUTCOME_LABELS[outcome]}</th>`);
  return markup`<details class="framework">
<summary><h3>${label}</h3> <span class="tallies">${counted(clauses.length, 'control')}:${tally}</span></summary>
<div class="wide" tabindex="0" role="region" aria-label="${label}"><table class="clauses">
<thead><tr><th scope="col">Control</th><th scope="col">Result</th><th scope="col">What the rules ask</th>${heads}</tr></thead>
<tbody>${clauses.map(clauseRow)}</tbody>
</table></div>
</details>
`;
}

function clauseRow({ control, rules, counts, outcome }: Clause): Markup {
  const link = `#${new URLSearchParams({ outcome: OUTCOMES.join(','), framework: clauseKey(control) })}`;
  const titles = rules.map(({ title }) => markup`<li>${title}</li>`);
  const cells = OUTCOMES.map(
    (each) => markup`<td class="number${counts[each] === 0 ? ' none' : ` ${each}`}">${figure(counts[each])}</td>`,
  );
  return markup`<tr><th scope="row"><a href="${link}">${control.id}</a></th><td><span class="result ${outcome}">${OUTCOME_LABELS[outcome]}</span></td><td><ul class="asked">${titles}</ul></td>${cells}</tr>
`;
}
