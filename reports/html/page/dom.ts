import { visible, visibleLines } from '../../visible-text.ts';

export type Child = Node | string | null | readonly Child[];
/** True sets an empty attribute, false and null leave it out. */
type Attributes = Readonly<Record<string, string | number | boolean | null>>;

/** An element. Strings become text nodes with invisible characters spelled out, never HTML. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

/** A text node that keeps line breaks and tabs: for preformatted text. */
export function lines(text: string): Text {
  return document.createTextNode(visibleLines(text));
}

/** A link that leaves the report, and only text where the address is not https. */
export function outbound(url: string): HTMLElement {
  if (!url.startsWith('https://')) return h('span', {}, url);
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, url);
}

export function button(label: Child, attributes: Attributes, click: () => void): HTMLButtonElement {
  const element = h('button', { type: 'button', ...attributes }, label);
  element.addEventListener('click', click);
  return element;
}

/** An element that the reporter wrote. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no element ${id}`);
  return element;
}

function append(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null) continue;
    if (typeof child === 'string') parent.appendChild(document.createTextNode(visible(child)));
    else if (child instanceof Node) parent.appendChild(child);
    else append(parent, child);
  }
}
