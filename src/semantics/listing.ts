/** How many items of a list a message names before it counts the rest. */
const MOST_NAMED = 5;

/** Items as a message names them, such as `a, b, c, d, e and 3 more`. */
export function named(items: readonly string[]): string {
  const more = items.length - MOST_NAMED;
  return items.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
