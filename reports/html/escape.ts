import { visible } from '../visible-text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Preformatted text with everything spelled out that would not be seen, save line breaks and tabs. */
export function visibleLines(text: string): string {
  return text.replace(/[^\n\t]+/g, visible);
}

/** Text that is safe as an element's content and in a quoted attribute, with nothing invisible in it. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** HTML whose parts were written here or escaped. */
export interface Markup {
  readonly html: string;
}

/** A template of HTML that escapes whatever is filled in, save other markup. */
export function markup(
  parts: TemplateStringsArray,
  ...fills: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  let html = parts[0] ?? '';
  fills.forEach((fill, index) => {
    html += toHtml(fill) + (parts[index + 1] ?? '');
  });
  return { html };
}

function toHtml(fill: string | number | Markup | readonly Markup[]): string {
  if (typeof fill === 'string' || typeof fill === 'number') return escapeHtml(String(fill));
  return 'html' in fill ? fill.html : fill.map(({ html }) => html).join('');
}
