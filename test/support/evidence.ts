import type { ApiCall, Collected, Unavailable } from '../../src/model/evidence.ts';
import { collected, unavailable } from '../../src/model/evidence.ts';

/** Values that tests share: one account, two regions, and evidence around plain values. */
export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const OTHER_REGION = 'us-east-1';

export function call(api = 'test:Ask', overrides: Partial<ApiCall> = {}): ApiCall {
  return {
    api,
    accountId: ACCOUNT,
    region: REGION,
    parameters: {},
    at: '2026-11-01T00:00:00.000Z',
    requestId: 'r-1',
    ...overrides,
  };
}

/** An answer. */
export function has<T>(value: T): Collected<T> {
  return collected(value, [call()]);
}

/** A refusal, as the data that a collector makes of one. */
export function denied(api = 'test:Ask'): Unavailable {
  return unavailable('access-denied', `not authorized to perform ${api}`, call(api));
}
