/**
 * A pure function of a text that remembers its answers: one format, policy or pattern stands in the settings of
 * thousands of resources. It forgets all of them when there are too many, so that no evidence fills the memory.
 */
export function remembering<T extends object | boolean>(compute: (text: string) => T, most = 500): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    if (answers.size >= most) answers.clear();
    const answer = compute(text);
    answers.set(text, answer);
    return answer;
  };
}
