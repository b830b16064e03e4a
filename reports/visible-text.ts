/**
 * Text from AWS with everything spelled out that a terminal or viewer would obey instead of show, such as `<U+001B>`:
 * control and format characters (escape sequences, line breaks, bidirectional and zero-width marks), line and
 * paragraph separators, and lone surrogates.
 */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (char) => `<U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );
}

/** Preformatted text with everything spelled out that would not be seen, save line breaks and tabs. */
export function visibleLines(text: string): string {
  return text.replace(/[^\n\t]+/g, visible);
}

/** Text that is safe in HTML and XML, as an element's content and in a quoted attribute, with nothing invisible in it. */
export function escapeMarkup(text: string): string {
  return visible(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** At most `limit` UTF-16 code units; where something was cut off, the last one is an ellipsis. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // The cut may have left half of a surrogate pair.
  return `${text.slice(0, limit - 1).replace(/\p{Cs}$/u, '')}…`;
}
