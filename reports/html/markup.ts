import { escapeMarkup } from '../visible-text.ts';

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
  if (typeof fill === 'string' || typeof fill === 'number') return escapeMarkup(String(fill));
  return 'html' in fill ? fill.html : fill.map(({ html }) => html).join('');
}
