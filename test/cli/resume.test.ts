import { describe, expect, test } from 'vitest';
import { requireSameScan, roleOf } from '../../src/cli/resume.ts';
import { planOf } from '../support/inventory.ts';
import { SAMPLE_SCAN } from '../support/report.ts';

const ROLE = { roleName: 'Audit', sessionName: 'nightly', externalId: null } as const;
const plan = planOf(SAMPLE_SCAN);
const withRole = { ...plan, role: { roleName: 'Audit', sessionName: 'nightly', externalId: false } };
const withExternalId = { ...plan, role: { ...withRole.role, externalId: true } };

describe('a scan that goes on', () => {
  test('assumes the role that it was begun with, whether or not it is named again', () => {
    expect(roleOf(withRole, null)).toEqual(ROLE);
    expect(roleOf(withRole, { ...ROLE, sessionName: 'trailgate' })).toEqual(ROLE);
    expect(roleOf(plan, null)).toBeNull();
  });

  test('takes the external id anew, because none is kept', () => {
    expect(roleOf(withExternalId, { ...ROLE, externalId: 'EXAMPLE' })).toEqual({ ...ROLE, externalId: 'EXAMPLE' });
  });

  test.each([
    ['another role', withRole, { ...ROLE, roleName: 'Admin' }, /begun with the role Audit, not Admin/],
    ['no external id', withExternalId, null, /begun with an external id, which is not kept; give it again/],
    ['an external id that there was not', withRole, { ...ROLE, externalId: 'EXAMPLE' }, /begun without an external id/],
  ])('is refused with %s: what it was denied would be kept as lasting', (_, begun, given, message) => {
    expect(() => roleOf(begun, given)).toThrow(message);
  });

  test('is refused with credentials of another account', () => {
    const caller = { accountId: '999988887777' } as never;
    expect(() => requireSameScan(plan, caller, [])).toThrow(/begun with credentials of account 111122223333/);
  });
});
