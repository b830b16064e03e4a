import { expect } from 'vitest';
import { refusal } from './clients.ts';

/** Each answer's status, code and message are as AWS's, and it carries a request id. */
export async function expectRefusal(
  request: Promise<unknown>,
  expected: { name: string; status: number; message?: RegExp },
) {
  const { name, status, message, requestId } = await refusal(request);
  expect({ name, status }).toEqual({ name: expected.name, status: expected.status });
  expect(message).toMatch(expected.message ?? /./);
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
}
