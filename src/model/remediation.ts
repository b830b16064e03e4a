/**
 * Templates for text that people paste. Whatever is filled in came from AWS and is hostile: each template quotes it
 * for the language that the text is in, so that a rule cannot forget to.
 */

type Fill = string | number | readonly string[];

/** A shell command; each value becomes one word, or a word each for a list. */
export function shell(parts: TemplateStringsArray, ...fills: readonly Fill[]): string {
  return weave(parts, fills, (fill) => (Array.isArray(fill) ? fill.map(shellWord).join(' ') : shellWord(String(fill))));
}

/** Terraform; each value becomes a quoted string, or a list of them. */
export function hcl(parts: TemplateStringsArray, ...fills: readonly Fill[]): string {
  const quote = (text: string) => JSON.stringify(text).replaceAll('${', '$$${').replaceAll('%{', '%%{');
  return weave(parts, fills, (fill) =>
    Array.isArray(fill) ? `[${fill.map(quote).join(', ')}]` : quoteUnlessNumber(fill, quote),
  );
}

/** CloudFormation's YAML; each value becomes a double-quoted scalar, or a flow list of them. JSON strings are YAML. */
export function yaml(parts: TemplateStringsArray, ...fills: readonly Fill[]): string {
  const quote = (text: string) => JSON.stringify(text);
  return weave(parts, fills, (fill) =>
    Array.isArray(fill) ? `[${fill.map(quote).join(', ')}]` : quoteUnlessNumber(fill, quote),
  );
}

function weave(parts: TemplateStringsArray, fills: readonly Fill[], quote: (fill: Fill) => string): string {
  let text = parts[0] ?? '';
  fills.forEach((fill, index) => {
    text += quote(fill) + (parts[index + 1] ?? '');
  });
  return dedent(text);
}

function quoteUnlessNumber(fill: Fill, quote: (text: string) => string): string {
  return typeof fill === 'number' ? String(fill) : quote(String(fill));
}

/** A POSIX shell word. A control character would hide what is pasted, so it is spelled out in $'…'. */
function shellWord(text: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text)) return text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (!/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(text)) {
    return `'${text.replaceAll("'", `'\\''`)}'`;
  }
  const spelled = [...text].map((char) => {
    if (char === "'" || char === '\\') return `\\${char}`;
    const code = char.codePointAt(0) ?? 0;
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code > 0xff
      ? `\\U${code.toString(16).padStart(8, '0')}`
      : char;
  });
  return `$'${spelled.join('')}'`;
}

/** Takes away the first line break, the last blank line and the indentation that all lines share. */
function dedent(text: string): string {
  const lines = text
    .replace(/^\n/, '')
    .replace(/\n[ \t]*$/, '')
    .split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const common = Math.min(...indents, Number.MAX_SAFE_INTEGER);
  return lines.map((line) => line.slice(Math.min(common, line.length - line.trimStart().length))).join('\n');
}
