import type { ApiKind } from '../../model/apigateway.ts';
import type { Standing } from './catalogue.ts';
import { standingOf } from './catalogue.ts';
import { editDistance } from './edit-distance.ts';

/** Something in a format that stands for a value, or was meant to; `start` and `end` are offsets of the whole token. */
export interface Reference {
  /**
   * `context`: API Gateway puts a value there. `foreign`: a variable of mapping templates, such as `$util`.
   * `misspelt`: plain text that was meant as a variable, such as `$requestId` or `$Context.path`.
   */
  readonly role: 'context' | 'foreign' | 'misspelt';
  /** What follows `$context.`, as in `identity.sourceIp`; empty where it does not go on. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly standing: Standing;
}

/** A format for one kind of API, and all its references in order. */
export interface Format {
  readonly text: string;
  readonly api: ApiKind;
  readonly references: readonly Reference[];
}

/**
 * API Gateway reads names over these characters, on HTTP APIs also over `|`, and takes `$$context.x` and
 * `${context.x}` for `$context.x` (observed on live stages).
 */
const TOKENS: Readonly<Record<ApiKind, RegExp>> = {
  rest: /\$(\{?)([A-Za-z_]\w*)(?:\.([\w.-]*))?(\}?)/g,
  http: /\$(\{?)([A-Za-z_]\w*)(?:\.([\w.|-]*))?(\}?)/g,
  websocket: /\$(\{?)([A-Za-z_]\w*)(?:\.([\w.-]*))?(\}?)/g,
};

/** Variables of mapping templates (API Gateway Developer Guide), which no page offers for access logs. */
const FOREIGN: readonly string[] = ['input', 'stageVariables', 'util'];

/** Reads any text. Takes time in proportion to its length. */
export function parseFormat(text: string, api: ApiKind): Format {
  const references: Reference[] = [];
  for (const match of text.matchAll(TOKENS[api])) {
    const [whole, open = '', root = '', name, close = ''] = match;
    const excess = open === '' ? close.length : 0;
    const place = { start: match.index, end: match.index + whole.length - excess };
    if (root === 'context') {
      const closed = open.length === close.length || open === '';
      const standing = contextStanding({ name: name ?? '', api, closed, next: text[place.end] });
      references.push({ role: 'context', name: name ?? '', ...place, standing });
    } else if (FOREIGN.includes(root)) {
      references.push({
        role: 'foreign',
        name: name === undefined ? root : `${root}.${name}`,
        ...place,
        standing: NONE,
      });
    } else {
      const meant = meantBy(root, name, api);
      if (meant !== null) references.push({ role: 'misspelt', name: meant, ...place, standing: NONE });
    }
  }
  return { text, api, references };
}

const NONE: Standing = { variable: null, available: 'no', doubt: null };

interface Token {
  readonly name: string;
  readonly api: ApiKind;
  /** Whether an opening brace, where there is one, is closed again. */
  readonly closed: boolean;
  readonly next: string | undefined;
}

function contextStanding({ name, api, closed, next }: Token): Standing {
  const standing = standingOf(name, api);
  if (!closed) return { ...standing, available: 'unclear', doubt: 'the brace of ${context.… is never closed' };
  // `cognito:username` and `custom:…` are claims, but a colon ends a name.
  if (next === ':' && /^authorizer\.claims\.(cognito|custom)$/.test(name)) {
    return { ...standing, available: 'unclear', doubt: 'whether a claim with a colon can be logged is not documented' };
  }
  return standing;
}

/** The name that a near miss was meant to have, as in `$Context.path`, `$content.path` or `$path`. */
function meantBy(root: string, name: string | undefined, api: ApiKind): string | null {
  const whole = name === undefined ? root : `${root}.${name}`;
  if (standingOf(whole, api).available === 'yes') return whole;
  if (name === undefined || name === '' || Math.abs(root.length - 7) > 2) return null;
  return editDistance(root.toLowerCase(), 'context') <= 2 ? name : null;
}

/** The variables that identify a request; AWS refuses to store a REST or WebSocket format with neither. */
export const REQUEST_IDS: readonly string[] = ['requestId', 'extendedRequestId'];
