import type { Format, Reference } from './parse.ts';

/**
 * Values to try a format with: ordinary ones, `-` as API Gateway prints for what is missing (seen in public logs), and
 * one that a hostile client could send.
 */
export const SAMPLE_SETS = ['ordinary', 'missing', 'hostile'] as const;
export type SampleSet = (typeof SAMPLE_SETS)[number];

/** Quotes, a backslash, line breaks, the end of a script, a comma and a character outside the basic plane. */
export const HOSTILE = '"\'\\\r\n\t</script><!--,]]>&\u2028\u{1f600}';

/** How a value is written so that a reader of the format's kind can read it back. */
export type Encode = (value: string) => string;

/**
 * The line that a request would leave, without the escaping that API Gateway may or may not do: `encode` stands in
 * for it. An unknown or unavailable variable prints `-`, and what is no `$context` variable stays as it is.
 */
export function render({ text, references }: Format, samples: SampleSet, encode: Encode = (value) => value): string {
  const hostile = samples === 'hostile' ? encode(HOSTILE) : '';
  let line = '';
  let from = 0;
  for (const reference of references) {
    if (reference.role !== 'context') continue;
    const value = samples === 'missing' ? '-' : samples === 'hostile' ? hostile : encode(ordinary(reference));
    line += text.slice(from, reference.start);
    line += reference.standing.variable?.quoted && samples !== 'missing' ? `"${value}"` : value;
    from = reference.end;
  }
  return line + text.slice(from);
}

function ordinary({ standing }: Reference): string {
  return standing.available === 'no' ? '-' : (standing.variable?.sample ?? '-');
}

/** As RFC 8259 wants strings. */
export const escapeJson: Encode = (value) => (PLAIN.test(value) ? value : JSON.stringify(value).slice(1, -1));

/** Printable ASCII without quotes and backslashes, as most values are: quicker to see than to escape. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** As XML 1.0 wants text and attribute values. */
export const escapeXml: Encode = (value) => value.replace(/[<>&"'\r\n\t]/g, (char) => `&#${char.charCodeAt(0)};`);
