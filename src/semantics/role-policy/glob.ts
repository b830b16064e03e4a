/**
 * IAM's wildcards: `*` is any text, `?` one character. In a Resource a `*` may run on past a colon (IAM User Guide,
 * "IAM JSON policy elements: Resource"). A policy variable such as `${aws:userid}` stands for text that nobody can
 * know from the policy: in a pattern it covers nothing but itself. Case counts: lower both sides first where it must not, as with actions.
 */

/** How much of what a text stands for some patterns match. */
export type Extent = 'all' | 'some' | 'none';

/** What an element such as Action or NotAction lists; with `except`, everything but that. */
export interface Patterns {
  readonly except: boolean;
  readonly globs: readonly string[];
}

/** In a text, not in a pattern: a name that nobody knows yet, without a colon. */
export const ANY_NAME = '\u0000';

const VARIABLE = /\$\{[^}]*\}/g;
const FLIPPED = { all: 'none', some: 'some', none: 'all' } as const;

/** How much of what `text` stands for the patterns match; `some` wherever it is not certain. `text` may hold wildcards. */
export function extentOf({ except, globs }: Patterns, text: string): Extent {
  const extent = globs.some((glob) => covers(glob, text))
    ? 'all'
    : globs.some((glob) => overlaps(glob, text))
      ? 'some'
      : 'none';
  return except ? FLIPPED[extent] : extent;
}

/** Whether everything that `text` stands for certainly matches `pattern`. */
export function covers(pattern: string, text: string): boolean {
  if (pattern === '*' || pattern === text) return true;
  return matches(inOrder(pattern), inOrder(widen(text)));
}

/** Whether some text may match both. */
export function overlaps(a: string, b: string): boolean {
  const [left, right] = [inOrder(widen(a)), inOrder(widen(b))];
  if (!hasWildcard(left)) return matches(right, left);
  if (!hasWildcard(right)) return matches(left, right);
  // meet[j]: the first i characters of left and the first j of right can stand for the same text.
  let meet = new Uint8Array(right.length + 1);
  let next = new Uint8Array(right.length + 1);
  meet[0] = 1;
  if (right[0] === '*') meet[1] = 1;
  for (const char of left) {
    next[0] = char === '*' ? (meet[0] ?? 0) : 0;
    for (let j = 1; j <= right.length; j++) {
      const other = right[j - 1] ?? '';
      const both = meet[j - 1] === 1 && (char === other || char === '?' || other === '?');
      const leftAlone = meet[j] === 1 && (isRun(char) || canHold(other, char));
      const rightAlone = next[j - 1] === 1 && (isRun(other) || canHold(char, other));
      next[j] = both || leftAlone || rightAlone ? 1 : 0;
    }
    [meet, next] = [next, meet];
  }
  return meet[right.length] === 1;
}

export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text) || text.includes(ANY_NAME);
}

/** Stands for any number of characters. */
function isRun(char: string): boolean {
  return char === '*' || char === ANY_NAME;
}

function canHold(run: string, char: string): boolean {
  return run === '*' || (run === ANY_NAME && char !== ':');
}

/** Reads wildcards in `text` as letters of their own, so that only as wide a wildcard of `pattern` matches them. */
function matches(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < text.length; ) {
    const char = pattern[at];
    if (char === '*') {
      star = at++;
      resume = i;
    } else if (char !== undefined && (char === text[i] || (char === '?' && !isRun(text[i] ?? '')))) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/** The same pattern with runs of wildcards written one way: `*?` and `?*` mean the same. */
function inOrder(text: string): string {
  // Hardly any text has one, and to look is cheaper than to replace nothing.
  if (!/[*?]{2}/.test(text)) return text;
  return text.replace(/[*?]{2,}/g, (run) => run.replaceAll('*', '') + (run.includes('*') ? '*' : ''));
}

function widen(text: string): string {
  return text.includes('${') ? text.replace(VARIABLE, '*') : text;
}
