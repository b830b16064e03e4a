/** A number with separators, such as `12,345`. */
export function figure(count: number): string {
  return count.toLocaleString('en');
}

/** A number of things, such as `1 check` or `1,200 checks`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${figure(count)} ${count === 1 ? one : many}`;
}

/** The text with a full stop, unless it ends with one or with another mark that ends a sentence. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
