/**
 * A member that AWS always sends. Without it the answer is none of AWS's: a proxy's `{}` reads like an answer without
 * members, and a list that is missing like one that is empty. Throws an Error that names the member.
 */
export function given<T>(value: T | null | undefined, member: string): T {
  if (value === undefined || value === null) throw new Error(`the answer has no ${member}`);
  return value;
}
