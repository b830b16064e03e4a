/** Counts of requests added up, by API, in the order of their names. */
export function addRequests(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [api, count] of counts.flatMap(Object.entries<number>)) sums[api] = (sums[api] ?? 0) + count;
  return Object.fromEntries(Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1)));
}
