import { rules } from '../../rules/index.ts';
import { Failure } from '../engine/failure.ts';
import { FRAMEWORKS } from '../model/controls.ts';
import type { Rule } from '../model/rule.ts';

/** All rules, a line each; or, with an id, one of them in full. Throws a usage Failure. */
export function describeRules(id: string | null): string {
  if (id === null)
    return rules
      .map(({ id: name, severity, title }) => `${name.padEnd(WIDEST)}  ${severity.padEnd(8)}  ${title}\n`)
      .join('');
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Failure('usage', `no rule is called ${id}; see them with: trailgate rules`);
  return inFull(rule);
}

const WIDEST = Math.max(...rules.map(({ id }) => id.length));

function inFull({ id, title, severity, rationale, judgement, controls, references, needs }: Rule): string {
  const clauses = controls.map(
    ({ framework, version, id: clause }) => `  ${FRAMEWORKS[framework]} ${version}: ${clause}`,
  );
  return [
    `${id} (${severity})`,
    title,
    '',
    `Why: ${rationale}`,
    '',
    `How it is judged: ${judgement}`,
    '',
    `Evidence: ${needs.join(', ')}`,
    ...(clauses.length === 0 ? [] : ['', 'Controls:', ...clauses]),
    '',
    'Sources:',
    ...references.map((reference) => `  ${reference}`),
    '',
  ].join('\n');
}
