import type { Check } from './judgement.ts';
import { judgementOf } from './judgement.ts';
import type { Reference } from './parse.ts';
import { natureOf } from './properties.ts';

/** Whether a value should not be logged: null where that depends on the API's own authorizer or mapping. */
export function isSensitive(reference: Reference): boolean | null {
  const sensitivity = sensitivityOf(reference);
  return sensitivity === 'depends' ? null : sensitivity !== null;
}

/** Credentials, and personal data that an audit does not need. */
export const checkSensitiveVariables: Check = (format) => {
  const judgement = judgementOf('formats/sensitive-variable');
  for (const reference of format.references) {
    const { variable, available } = reference.standing;
    if (variable === null || variable.sensitivity === null || available === 'no') continue;
    const sensitivity = sensitivityOf(reference);
    const whole = `$context.${reference.name}`;
    const better = variable.instead === null ? '' : `; log $context.${variable.instead} instead`;
    if (sensitivity === 'credential') judgement.problem(reference, `${whole} writes a credential to the log${better}`);
    else if (sensitivity === 'personal') {
      judgement.problem(reference, `${whole} writes personal data to the log${better}`, 'low');
    } else if (sensitivity === 'depends') {
      judgement.doubt(reference, `what ${whole} holds is up to the API, and its name does not tell`);
    }
  }
  return judgement;
};

function sensitivityOf({ name, standing: { variable } }: Reference) {
  if (variable === null || variable.sensitivity !== 'depends') return variable?.sensitivity ?? null;
  const nature = natureOf(propertyOf(name));
  if (nature === 'credential' || nature === 'personal') return nature;
  return nature === 'unknown' ? 'depends' : null;
}

/** The part of an open name that the author chose. */
export function propertyOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
