import { AwsError } from '../wire/aws-error.ts';
import type { Account, Organization } from '../world/world.ts';
import type { Context, Service } from './service.ts';
import { epochSeconds, operation } from './service.ts';

/** The most that any list of Organizations sends at once (Organizations API Reference). */
const PAGE = 20;
const PAGING = { NextToken: { kind: 'text' }, MaxResults: { kind: 'integer', min: 1, max: PAGE } } as const;
const PARENT = {
  kind: 'text',
  required: true,
  pattern: /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/,
} as const;

export const organizations: Service = {
  name: 'organizations',
  protocol: 'json-1.1',
  target: 'AWSOrganizationsV20161128',
  codes: { throttled: [400, 'TooManyRequestsException'] },
  signingRegions: { aws: 'us-east-1', 'aws-cn': 'cn-northwest-1', 'aws-us-gov': 'us-gov-west-1' },
  operations: {
    DescribeOrganization: operation({
      members: {},
      answer: (_, context) => ({ Organization: organizationOf(joined(context), context) }),
    }),
    ListAccounts: operation({
      members: PAGING,
      answer: ({ NextToken, MaxResults }, context) => {
        administered(context);
        const { items, next } = pageOf(context, context.world.accounts, { NextToken, MaxResults });
        return { Accounts: items.map((account) => accountOf(account, context)), NextToken: next };
      },
    }),
    ListAccountsForParent: operation({
      members: { ...PAGING, ParentId: PARENT },
      answer: ({ ParentId, NextToken, MaxResults }, context) => {
        const { accounts } = below(administered(context), ParentId);
        const { items, next } = pageOf(context, accounts, { NextToken, MaxResults });
        return { Accounts: items.map((account) => accountOf(account, context)), NextToken: next };
      },
    }),
    ListOrganizationalUnitsForParent: operation({
      members: { ...PAGING, ParentId: PARENT },
      answer: ({ ParentId, NextToken, MaxResults }, context) => {
        const { units } = below(administered(context), ParentId);
        const { items, next } = pageOf(context, units, { NextToken, MaxResults });
        return {
          OrganizationalUnits: items.map(({ id, arn, name }) => ({ Id: id, Arn: arn, Name: name })),
          NextToken: next,
        };
      },
    }),
    ListDelegatedAdministrators: operation({
      members: { ...PAGING, ServicePrincipal: { kind: 'text', min: 1, max: 128 } },
      answer: ({ ServicePrincipal, NextToken, MaxResults }, context) => {
        const { delegatedAdministrators } = administered(context);
        const named = [...delegatedAdministrators].flatMap(([id, services]) => {
          const account = context.world.accounts.find(id);
          return account !== null && (ServicePrincipal === undefined || services.includes(ServicePrincipal))
            ? [account]
            : [];
        });
        const listed = { length: named.length, at: (index: number) => named[index] as Account };
        const { items, next } = pageOf(context, listed, { NextToken, MaxResults });
        return { DelegatedAdministrators: items.map((account) => administratorOf(account, context)), NextToken: next };
      },
    }),
  },
};

function joined({ world }: Context): Organization {
  if (world.organization !== null) return world.organization;
  throw new AwsError(400, 'AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
}

/** Only the management account and delegated administrators may list (Organizations API Reference). */
function administered(context: Context): Organization {
  const organization = joined(context);
  const { id } = context.account;
  if (organization.managementAccountId === id || organization.delegatedAdministrators.has(id)) return organization;
  throw new AwsError(400, 'AccessDeniedException', "You don't have permissions to access this resource.");
}

function below({ below: children }: Organization, parentId: string) {
  const found = children(parentId);
  if (found !== null) return found;
  throw new AwsError(400, 'ParentNotFoundException', "You specified parent that doesn't exist.");
}

function pageOf<T>(
  { page }: Context,
  listed: { readonly length: number; at(index: number): T },
  { NextToken, MaxResults = PAGE }: { readonly NextToken: string | undefined; readonly MaxResults: number | undefined },
) {
  const invalidToken = () => {
    const reason = { Reason: 'INVALID_NEXT_TOKEN' };
    return new AwsError(400, 'InvalidInputException', 'You specified an invalid value.', reason);
  };
  return page(listed, { token: NextToken, size: MaxResults, invalidToken });
}

function organizationOf({ id, managementAccountId }: Organization, { world }: Context): object {
  const prefix = `arn:${world.partition}:organizations::${managementAccountId}`;
  return {
    Id: id,
    Arn: `${prefix}:organization/${id}`,
    FeatureSet: 'ALL',
    MasterAccountArn: `${prefix}:account/${id}/${managementAccountId}`,
    MasterAccountId: managementAccountId,
    MasterAccountEmail: emailOf(world.accounts.find(managementAccountId)?.name ?? ''),
    AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
  };
}

/** `Status` is the older member, and knows fewer states than `State` (Organizations API Reference, Account). */
function accountOf({ id, name, state }: Account, { world }: Context): object {
  const { organization } = world;
  const isManagement = organization?.managementAccountId === id;
  return {
    Id: id,
    Arn: `arn:${world.partition}:organizations::${organization?.managementAccountId}:account/${organization?.id}/${id}`,
    Email: emailOf(name),
    Name: name,
    Status: state === 'CLOSED' ? 'SUSPENDED' : state === 'PENDING_ACTIVATION' ? undefined : state,
    State: state,
    JoinedMethod: isManagement ? 'INVITED' : 'CREATED',
    JoinedTimestamp: epochSeconds(world.at - YEAR),
  };
}

const YEAR = 365 * 24 * 3_600_000;

function administratorOf(account: Account, context: Context): object {
  return { ...accountOf(account, context), DelegationEnabledDate: epochSeconds(context.world.at - YEAR / 2) };
}

function emailOf(name: string): string {
  return `${name}@example.com`;
}
