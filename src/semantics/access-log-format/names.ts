import { API_NAMES, apisInWords, standingOf } from './catalogue.ts';
import type { Check } from './judgement.ts';
import { judgementOf, wholeOf } from './judgement.ts';
import { nearestName } from './nearest.ts';
import type { Format, Reference } from './parse.ts';
import { REQUEST_IDS } from './parse.ts';
import { isHopeless } from './shape.ts';

/**
 * Whether each logged line can be traced to its request. Doubtful where a name only runs into punctuation that belongs
 * to a name as AWS reads it, as in `$context.requestId-$context.stage`.
 */
export const checkRequestId: Check = (format) => {
  const judgement = judgementOf('formats/missing-request-id');
  const ids = format.references.filter(({ standing }) => REQUEST_IDS.includes(standing.variable?.name ?? ''));
  if (ids.some(({ standing }) => standing.available === 'yes')) return judgement;
  const [unclear] = ids;
  if (unclear === undefined) {
    const message = 'the access-log format holds neither $context.requestId nor $context.extendedRequestId';
    judgement.problem(wholeOf(format), message);
  } else {
    const message = `whether API Gateway reads $context.${unclear.name} as a request id is not documented`;
    judgement.doubt(unclear, message);
  }
  return judgement;
};

/** Names that no list has, and what only looks like a variable. */
export const checkUnknownVariables: Check = (format) => {
  const judgement = judgementOf('formats/unknown-variable');
  for (const reference of format.references) {
    const { role, standing } = reference;
    if (standing.available === 'yes') continue;
    if (role === 'foreign') {
      judgement.doubt(
        reference,
        `$${reference.name} belongs to mapping templates; what an access log shows is not documented`,
      );
    } else if (role === 'misspelt' || (standing.variable === null && standing.available === 'no')) {
      judgement.problem(reference, whatIsWrong(format, reference));
    } else if (standing.doubt !== null && standing.doubt !== standing.variable?.doubt) {
      judgement.doubt(reference, standing.doubt);
    }
  }
  return judgement;
};

function whatIsWrong({ text, api }: Format, { role, name, start, end }: Reference): string {
  const nearest = isHopeless(text) ? null : nearestName(name, api);
  if (role === 'misspelt') {
    const meant = standingOf(name, api).available === 'yes' ? name : (nearest ?? name);
    return `${text.slice(start, end)} is logged as plain text; did you mean $context.${meant}?`;
  }
  if (name === '') return `${text.slice(start, end)} names no variable`;
  if (name === 'authorizer.claims') {
    return '$context.authorizer.claims alone is always null; name a claim, as in $context.authorizer.claims.sub';
  }
  return `$context.${name} is no variable of access logs${nearest === null ? '' : `; did you mean $context.${nearest}?`}`;
}

/** Real variables of other kinds of API. REST and WebSocket APIs print - for them; HTTP APIs refuse most. */
export const checkAvailability: Check = (format) => {
  const judgement = judgementOf('formats/unavailable-variable');
  for (const reference of format.references) {
    const { variable, available, doubt } = reference.standing;
    if (variable === null || available === 'yes') continue;
    if (available === 'no') {
      const message = `$context.${reference.name} is for ${apisInWords(variable)} APIs; ${API_NAMES[format.api]} APIs have no value for it`;
      judgement.problem(reference, message);
    } else if (doubt !== null && doubt === variable.doubt) {
      judgement.doubt(
        reference,
        `whether ${API_NAMES[format.api]} APIs print $context.${reference.name} is not certain: ${doubt}`,
      );
    }
  }
  return judgement;
};
