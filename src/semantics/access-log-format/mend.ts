import type { ApiKind } from '../../model/apigateway.ts';
import { unansweredQuestions } from './audit-fields.ts';
import { bareName, standingOf } from './catalogue.ts';
import { checkRequestId } from './names.ts';
import { nearestName } from './nearest.ts';
import type { Format, Reference } from './parse.ts';
import { parseFormat } from './parse.ts';
import { isSensitive } from './sensitive.ts';

/** What says about the same where a kind of API does not have a variable; the first that it has is taken. */
const SUBSTITUTES: Readonly<Record<string, readonly string[]>> = {
  routeKey: ['resourcePath'],
  resourcePath: ['routeKey'],
  resourceId: ['routeKey'],
  path: ['routeKey'],
  httpMethod: ['eventType'],
  eventType: ['httpMethod'],
  integrationErrorMessage: ['integration.error'],
  integrationStatus: ['integration.status'],
  awsEndpointRequestId: ['integration.requestId'],
  awsEndpointRequestId2: ['integration.requestId'],
  dataProcessed: ['responseLength'],
  'error.validationErrorString': ['error.message'],
  'waf.status': ['wafResponseCode'],
  wafResponseCode: ['waf.status'],
};

/** The text that should stand where a reference stands; null where nothing can. */
export function mended({ role, name, start, end }: Reference, { text, api }: Format): string | null {
  const asItStands = text.slice(start, end);
  if (role === 'foreign') return asItStands;
  const better = betterName(name, api);
  if (better === null) return null;
  const closed = !asItStands.startsWith('${') || asItStands.endsWith('}');
  if (role === 'context' && better === name && closed) return asItStands;
  const tail = better === bareName(name) ? name.slice(better.length) : '';
  return `${token(better, tail + (text[end] ?? ''))}${tail}`;
}

/** A variable that the next character cannot change. */
function token(name: string, next: string): string {
  return /^[\w.|-]/.test(next) ? `\${context.${name}}` : `$context.${name}`;
}

/** The name itself where nothing is wrong with it, else the one to use instead. */
function betterName(name: string, api: ApiKind): string | null {
  const { variable, available } = standingOf(name, api);
  if (variable === null) return withoutSecrets(nearestName(name, api), api);
  if (available === 'no') {
    const other = SUBSTITUTES[variable.name]?.find((candidate) => standingOf(candidate, api).available === 'yes');
    return withoutSecrets(other ?? null, api);
  }
  const bare = bareName(name);
  return withoutSecrets(standingOf(bare, api).available === 'yes' ? bare : name, api);
}

function withoutSecrets(name: string | null, api: ApiKind): string | null {
  if (name === null) return null;
  const [reference] = parseFormat(`$context.${name}`, api).references;
  const variable = reference?.standing.variable;
  if (reference === undefined || !variable || (!variable.quoted && isSensitive(reference) !== true)) return name;
  const { instead } = variable;
  return instead !== null && standingOf(instead, api).available === 'yes' ? instead : null;
}

/** The variables to add, so that requests can be traced and audited. */
export function missingVariables(format: Format): readonly string[] {
  const { problems, doubts } = checkRequestId(format);
  const ids = problems.length + doubts.length > 0 ? ['requestId'] : [];
  return [...ids, ...unansweredQuestions(format).flatMap(({ question, perhaps }) => (perhaps ? [] : question.add))];
}

/** The names of all variables that can stay, each once. */
export function usableVariables(format: Format): readonly string[] {
  const tokens = format.references.flatMap((reference) => mended(reference, format) ?? []).join(' ');
  const { references } = parseFormat(tokens, format.api);
  return [...new Set(references.filter(({ standing }) => standing.available === 'yes').map(({ name }) => name))];
}

/** A short name for a variable's field: its last part. */
export function fieldName(variable: string): string {
  return variable.slice(variable.lastIndexOf('.') + 1);
}

/** The name itself, or one with a number behind it that is not taken; takes it. */
export function takeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}${count}`;
  taken.add(free);
  return free;
}
