import { collectors } from '../../src/collect/index.ts';
import { organizationalUnitPermissions } from '../../src/collect/organizational-units.ts';

/** Which actions are allowed on what: lines such as `sns:GetTopicAttributes on arn:*:sns:*:*:*`, sorted. */
export type Grants = readonly string[];

const ALL = [...Object.values(collectors).flatMap(({ permissions }) => permissions), ...organizationalUnitPermissions];

/** What the collectors say that they ask of an account. */
export const accountGrants: Grants = grantsOf(ALL.filter(({ action }) => !action.startsWith('organizations:')));

/** What the collectors say that they ask of the management account. */
export const managementGrants: Grants = grantsOf(ALL);

/** What a policy document allows. Throws where it has anything but plain Allow statements. */
export function grantsIn(policy: string | object): Grants {
  const { Version, Statement } = typeof policy === 'string' ? JSON.parse(policy) : policy;
  if (Version !== '2012-10-17') throw new Error(`the policy's version is ${Version}`);
  return grantsOf(
    Statement.flatMap(({ Sid, Effect, Action, Resource, ...more }: Record<string, string & readonly string[]>) => {
      if (Effect !== 'Allow' || Object.keys(more).length > 0) throw new Error(`${Sid} is no plain Allow`);
      return Action?.map((action) => ({ action, resources: Resource }));
    }),
  );
}

function grantsOf(permissions: readonly { action: string; resources: readonly string[] }[]): Grants {
  const lines = permissions.flatMap(({ action, resources }) =>
    resources.map((resource) => `${action} on ${resource.replace(/^arn:[^:]+:/, 'arn:*:')}`),
  );
  return [...new Set(lines)].sort();
}
