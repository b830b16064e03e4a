/**
 * A message string that shows exactly the given text. Braces are doubled, as they are for placeholders (SARIF 2.1.0,
 * 3.11.5). Where the text could be read as an embedded link, brackets and backslashes are escaped (3.11.6); elsewhere
 * they stand for themselves.
 */
export function message(text: string): { text: string } {
  const literal = text.replace(/[{}]/g, '$&$&');
  return { text: literal.includes('](') ? literal.replace(/[[\]\\]/g, '\\$&') : literal };
}
