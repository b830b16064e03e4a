import { accessLogFormats } from './access-log-formats.ts';
import { closedAccounts } from './closed-accounts.ts';
import { defaultSelectors } from './default-selectors.ts';
import { delegatedAdministrator } from './delegated-administrator.ts';
import { deliveryErrors } from './delivery-errors.ts';
import { demo } from './demo.ts';
import { deniedAccount } from './denied-account.ts';
import { deniedActions } from './denied-actions.ts';
import { disabledRegion } from './disabled-region.ts';
import { everyRule } from './every-rule.ts';
import { healthyOrganization } from './healthy-organization.ts';
import { landingZoneScps } from './landing-zone-scps.ts';
import { neverUsedApiGateway } from './never-used-api-gateway.ts';
import { optInHome } from './opt-in-home.ts';
import { organizationTrail } from './organization-trail.ts';
import { partitionChina } from './partition-china.ts';
import { partitionGovCloud } from './partition-gov-cloud.ts';
import type { Scenario } from './scenario.ts';
import { singleAccount } from './single-account.ts';
import { throttled } from './throttled.ts';
import { trailSettings } from './trail-settings.ts';

/** Every scenario, the demo first. */
export const scenarios: readonly Scenario[] = [
  demo,
  accessLogFormats,
  closedAccounts,
  defaultSelectors,
  delegatedAdministrator,
  deliveryErrors,
  deniedAccount,
  deniedActions,
  disabledRegion,
  everyRule,
  healthyOrganization,
  landingZoneScps,
  neverUsedApiGateway,
  optInHome,
  organizationTrail,
  partitionChina,
  partitionGovCloud,
  singleAccount,
  throttled,
  trailSettings,
];

/** Throws, and names those that there are, where there is none of the name. */
export function scenarioNamed(name: string): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found !== undefined) return found;
  throw new Error(`there is no scenario ${name}; there are ${scenarios.map((scenario) => scenario.name).join(', ')}`);
}
