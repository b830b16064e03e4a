/** Makes each thing once, and forgets all when there are too many: memory stays bounded without counting uses. */
export function rememberMost<T>(most: number): (name: string, make: () => T) => T {
  const known = new Map<string, T>();
  return (name, make) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const made = make();
    if (known.size >= most) known.clear();
    known.set(name, made);
    return made;
  };
}
