import { has } from '../../support/evidence.ts';
import { MANAGEMENT_ACCOUNT } from '../trails/estate.ts';

export const organization = {
  id: 'o-exampleorgid',
  arn: `arn:aws:organizations::${MANAGEMENT_ACCOUNT}:organization/o-exampleorgid`,
  managementAccountId: MANAGEMENT_ACCOUNT,
};

/** The management account's regions, of which one must be opted into. */
export const regions = has([
  { name: 'eu-south-1', enabled: true, optIn: true },
  { name: 'eu-west-1', enabled: true, optIn: false },
  { name: 'us-east-1', enabled: true, optIn: false },
]);
