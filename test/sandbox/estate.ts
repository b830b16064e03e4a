import type { OrganizationPlan } from '../../src/sandbox/index.ts';
import { FULL } from './every-operation.ts';

/** `FULL` with accounts that are closed or may not do everything. */
export const ESTATE = {
  ...FULL,
  accounts: {
    ...FULL.accounts,
    closed: { state: 'SUSPENDED' },
    bound: {
      denied: [{ by: 'identity-policy', actions: ['cloudtrail:*', 'apigateway:GET', 'iam:*', 'ec2:*', 'account:*'] }],
    },
    governed: {},
  },
  serviceControlPolicies: [{ actions: ['*'], exceptActions: ['sts:*', 'iam:*'], exceptRegions: ['us-east-1'] }],
} as const satisfies OrganizationPlan;
