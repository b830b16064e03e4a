import type { ApiKind } from '../../model/apigateway.ts';
import { API_KINDS } from '../../model/apigateway.ts';
import { CALLER_VARIABLES } from './catalogue-callers.ts';
import { REQUEST_VARIABLES } from './catalogue-requests.ts';
import type { ContextVariable } from './context-variable.ts';

/** The pages of the API Gateway Developer Guide that list the variables, read in October 2026. */
export const SOURCES: Readonly<Record<ApiKind, string>> = {
  rest: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html',
  http: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html',
  websocket: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html',
};

/** Every variable, by name. */
export const CATALOGUE: readonly ContextVariable[] = [...REQUEST_VARIABLES, ...CALLER_VARIABLES].sort((a, b) =>
  a.name < b.name ? -1 : 1,
);

/** What is known of a name in a format of one kind of API. */
export interface Standing {
  /** Null for a name that no list has. */
  readonly variable: ContextVariable | null;
  readonly available: 'yes' | 'no' | 'unclear';
  /** Where `unclear`: why. */
  readonly doubt: string | null;
}

const UNKNOWN: Standing = { variable: null, available: 'no', doubt: null };

const EXACT: Readonly<Record<ApiKind, ReadonlyMap<string, Standing>>> = {
  rest: standings('rest'),
  http: standings('http'),
  websocket: standings('websocket'),
};

/** Variables that end in a name of the author's choice, the longest prefix first. */
const OPEN = CATALOGUE.filter(({ name }) => name.endsWith('}'))
  .map((variable) => ({ variable, prefix: variable.name.replace(/\{.*$/, '') }))
  .sort((a, b) => b.prefix.length - a.prefix.length);

/** Looks a name up as API Gateway reads it: letter case counts, and punctuation at the end belongs to the name. */
export function standingOf(name: string, api: ApiKind): Standing {
  return EXACT[api].get(name) ?? openStanding(name, api) ?? punctuatedStanding(name, api) ?? UNKNOWN;
}

function standings(api: ApiKind): ReadonlyMap<string, Standing> {
  return new Map(
    CATALOGUE.filter(({ name }) => !name.endsWith('}')).map((variable) => [variable.name, standing(variable, api)]),
  );
}

function standing(variable: ContextVariable, api: ApiKind): Standing {
  if (variable.apis.includes(api)) return { variable, available: 'yes', doubt: null };
  if (variable.doubtfulOn.includes(api)) return { variable, available: 'unclear', doubt: variable.doubt };
  return { variable, available: 'no', doubt: null };
}

function openStanding(name: string, api: ApiKind): Standing | null {
  // "Calling $context.authorizer.claims returns null" (all three lists).
  if (name === 'authorizer.claims') return null;
  const open = OPEN.find(({ prefix }) => name.startsWith(prefix));
  if (open === undefined) return null;
  const rest = name.slice(open.prefix.length);
  if (/^\w+$/.test(rest) || (open.prefix.startsWith('request') && /^[\w-]*\w$/.test(rest))) {
    return standing(open.variable, api);
  }
  if (!/^\w[\w.-]*\w$/.test(rest)) return null;
  // "For properties, the only supported special character is the underscore" (variables for access logging).
  const doubt = `whether API Gateway reads a property called ${rest} is not documented`;
  return { variable: open.variable, available: 'unclear', doubt };
}

/** `$context.status-` or, on HTTP APIs, `$context.status|…`: a known name that runs into punctuation. */
function punctuatedStanding(name: string, api: ApiKind): Standing | null {
  const base = bareName(name);
  if (base === name || base === '') return null;
  const { variable } = standingOf(base, api);
  if (variable === null) return null;
  return {
    variable,
    available: 'unclear',
    doubt: `where API Gateway ends the name $context.${name} is not documented`,
  };
}

/** A name without the punctuation that it runs into. */
export function bareName(name: string): string {
  const pipe = name.indexOf('|');
  let end = pipe < 0 ? name.length : pipe;
  while (end > 0 && '.-'.includes(name.charAt(end - 1))) end--;
  return name.slice(0, end);
}

/** The kinds of API that are known to print a variable, in words. */
export function apisInWords({ apis }: ContextVariable): string {
  const words = API_KINDS.filter((kind) => apis.includes(kind)).map((kind) => API_NAMES[kind]);
  return words.join(' and ');
}

export const API_NAMES: Readonly<Record<ApiKind, string>> = { rest: 'REST', http: 'HTTP', websocket: 'WebSocket' };
