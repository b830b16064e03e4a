/** How many answers are kept at once: hostile evidence must not fill the memory. */
const MOST = 2_000;

/**
 * A pure function of a text that remembers its answers: one format, policy or pattern stands in the settings of
 * thousands of resources. It forgets all of them when there are too many.
 */
export function remembering<T extends object | boolean>(compute: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    if (answers.size >= MOST) answers.clear();
    const answer = compute(text);
    answers.set(text, answer);
    return answer;
  };
}
