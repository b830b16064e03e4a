import type { IamAction, Permission } from './collector.ts';
import { collectors } from './index.ts';
import { organizationalUnitPermissions } from './organizational-units.ts';

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly IamAction[];
  readonly Resource: readonly string[];
}

/** An IAM policy document. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/**
 * The least that a scan needs: every action that a collector names, on the resources that it names, in any partition.
 * With a role's name also the right to assume it in other accounts, for the account that starts the scan.
 */
export function policyDocument(roleName: string | null): PolicyDocument {
  const permissions = [
    ...Object.values(collectors).flatMap((collector) => collector.permissions),
    ...organizationalUnitPermissions,
  ];
  if (roleName !== null) permissions.push({ action: 'sts:AssumeRole', resources: [`arn:*:iam::*:role/${roleName}`] });
  return { Version: '2012-10-17', Statement: byResources(permissions) };
}

/** One statement for each service and set of resources. */
function byResources(permissions: readonly Permission[]): readonly Statement[] {
  const groups = new Map<
    string,
    { readonly service: string; readonly resources: readonly string[]; readonly actions: Set<IamAction> }
  >();
  for (const { action, resources } of permissions) {
    const service = action.slice(0, action.indexOf(':'));
    const key = `${service} ${resources.join(' ')}`;
    const group = groups.get(key) ?? { service, resources, actions: new Set() };
    group.actions.add(action);
    groups.set(key, group);
  }
  const seen = new Map<string, number>();
  return [...groups.values()]
    .sort((a, b) => (a.service < b.service ? -1 : a.service > b.service ? 1 : 0))
    .map(({ service, resources, actions }) => {
      const count = (seen.get(service) ?? 0) + 1;
      seen.set(service, count);
      const Sid = `Trailgate${service.charAt(0).toUpperCase()}${service.slice(1)}${count > 1 ? count : ''}`;
      return { Sid, Effect: 'Allow', Action: [...actions].sort(), Resource: [...resources] };
    });
}
