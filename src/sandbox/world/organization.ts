import type { AccountSource } from './account.ts';
import { accountOf } from './account.ts';
import { accountIdNamed, organizationId, rootId, unitId } from './ids.ts';
import type { AccountPlan, DenialPlan, OrganizationPlan, PlacesPlan, RolePlan } from './plan.ts';
import { roleArn } from './roles.ts';
import type { Account, Organization, Unit, World } from './world.ts';
import { listing } from './world.ts';

/** When plans were written, as it were: AWS's answers tell times before it. */
export const PLANNED_AT = Date.UTC(2026, 10, 20, 6);

/** The world that a plan describes. Throws where the plan names an account or region that it does not have. */
export function worldOf(plan: OrganizationPlan): World {
  const { partition = 'aws', regions, optInRegions = [], standalone, caller } = plan;
  const names = Object.keys(plan.accounts);
  const [management] = names;
  if (management === undefined) throw new Error('an organization needs an account');
  checkRegions(plan);
  const accounts = names.map((name) => plannedAccount(plan, name));
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return {
    partition,
    regions: [
      ...regions.map((name) => ({ name, optIn: false })),
      ...optInRegions.map((name) => ({ name, optIn: true })),
    ],
    at: PLANNED_AT,
    callerAccountId: plannedId(plan, caller ?? management),
    organization: standalone ? null : plannedOrganization(plan, accounts),
    accounts: { ...listing(accounts), find: (id) => byId.get(id) ?? null },
  };
}

/** The id of an account that a plan names. */
export function plannedId({ accounts }: OrganizationPlan, name: string): string {
  const account = accounts[name];
  if (account === undefined) throw new Error(`the plan has no account ${name}`);
  return account.id ?? accountIdNamed(name);
}

function checkRegions({ accounts, regions, optInRegions = [] }: OrganizationPlan): void {
  const known = new Set([...regions, ...optInRegions]);
  for (const [name, { places = {}, optStatus = {} }] of Object.entries(accounts)) {
    for (const region of [...Object.keys(places), ...Object.keys(optStatus)]) {
      if (!known.has(region)) throw new Error(`the account ${name} is planned in ${region}, which the plan lacks`);
    }
  }
}

function plannedAccount(plan: OrganizationPlan, name: string): Account {
  const { partition = 'aws', optInRegions = [], serviceControlPolicies = [], accounts, standalone } = plan;
  const account: AccountPlan = accounts[name] ?? {};
  const accountId = plannedId(plan, name);
  const isManagement = !standalone && name === Object.keys(accounts)[0];
  const owner = { partition, accountId };
  const { places = {} } = account;
  const bound: readonly DenialPlan[] = serviceControlPolicies.map((policy) => ({
    by: 'service-control-policy',
    ...policy,
  }));
  return accountOf({
    ...owner,
    name,
    plan: account,
    isOptIn: (region) => optInRegions.includes(region),
    bound: isManagement ? [] : bound,
    trails: () =>
      Object.entries(places).flatMap(([homeRegion, { trails = [] }]) =>
        trails.map((trail) => ({ homeRegion, plan: trail })),
      ),
    roles: () => existingRoles(places),
    place: placeIn(owner, places),
    memberErrors: ({ memberErrors = {} }, member) => {
      const seen = Object.keys(memberErrors).find((memberName) => plannedId(plan, memberName) === member);
      return seen === undefined ? undefined : memberErrors[seen];
    },
  });
}

/** Each role once. One that was deleted is gone wherever else it is named. */
function existingRoles(places: PlacesPlan): readonly RolePlan[] {
  const planned = Object.values(places);
  const deleted = new Set(planned.flatMap(({ role, roleDeleted }) => (role && roleDeleted ? [role.name] : [])));
  const roles = planned.flatMap(({ role }) => (role === undefined || deleted.has(role.name) ? [] : [role]));
  return [...new Map(roles.map((role) => [role.name, role])).values()];
}

function placeIn(owner: Pick<AccountSource, 'partition' | 'accountId'>, places: PlacesPlan): AccountSource['place'] {
  return (region) => {
    const { role, apis = [], ...logs } = places[region] ?? {};
    return {
      roleArn: role === undefined ? null : roleArn(owner, role.name),
      restApis: listing(apis.filter(({ kind }) => kind === 'rest')),
      v2Apis: listing(apis.filter(({ kind }) => kind !== 'rest')),
      logs,
    };
  };
}

function plannedOrganization(plan: OrganizationPlan, accounts: readonly Account[]): Organization {
  const managementAccountId = accounts[0]?.id ?? '';
  const id = organizationId(managementAccountId);
  const root = rootId(managementAccountId);
  const paths = unitPaths(Object.values(plan.accounts));
  const unitOf = (path: string): Unit => ({
    id: unitId(root, path),
    name: path.slice(path.lastIndexOf('/') + 1),
    arn: `arn:${plan.partition ?? 'aws'}:organizations::${managementAccountId}:ou/${id}/${unitId(root, path)}`,
  });
  const parents = new Map([[root, ''], ...paths.map((path) => [unitOf(path).id, path] as const)]);
  const unitOfAccount = new Map(
    accounts.map(({ id: accountId, name }) => [accountId, plan.accounts[name]?.unit ?? '']),
  );
  return {
    id,
    managementAccountId,
    membersReadSelectors: plan.membersReadSelectors === true,
    delegatedAdministrators: new Map(
      Object.entries(plan.delegatedAdministrators ?? {}).map(([name, services]) => [plannedId(plan, name), services]),
    ),
    below: (parentId) => {
      const parent = parents.get(parentId);
      if (parent === undefined) return null;
      return {
        units: listing(paths.filter((path) => parentPath(path) === parent).map(unitOf)),
        accounts: listing(accounts.filter((account) => unitOfAccount.get(account.id) === parent)),
      };
    },
  };
}

/** Each unit that an account names, and the units above it. */
function unitPaths(accounts: readonly AccountPlan[]): readonly string[] {
  const paths = new Set<string>();
  for (const { unit = '' } of accounts) {
    for (let path = unit; path !== ''; path = parentPath(path)) paths.add(path);
  }
  return [...paths].sort();
}

function parentPath(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
