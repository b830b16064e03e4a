import { AwsError } from '../wire/aws-error.ts';
import { OPT_STATUSES } from '../world/plan.ts';
import { listing } from '../world/world.ts';
import type { Context, Service } from './service.ts';
import { operation } from './service.ts';

/** Account Management, of which only the list of regions is asked. */
export const account: Service = {
  name: 'account',
  protocol: 'rest-json',
  signingRegions: { aws: 'us-east-1', 'aws-cn': 'cn-northwest-1', 'aws-us-gov': null },
  operations: {
    ListRegions: operation({
      http: { method: 'POST', path: '/listRegions' },
      members: {
        AccountId: { kind: 'text', pattern: /^\d{12}$/ },
        MaxResults: { kind: 'integer', min: 1, max: 50 },
        NextToken: { kind: 'text', max: 1_000 },
        RegionOptStatusContains: { kind: 'texts' },
      },
      answer: ({ AccountId, MaxResults = 20, NextToken, RegionOptStatusContains = [] }, context) => {
        const asked = accountNamed(AccountId, context);
        const statuses = RegionOptStatusContains.map(knownStatus);
        const regions = context.world.regions
          .map(({ name }) => ({ RegionName: name, RegionOptStatus: asked.optStatus(name) }))
          .filter(({ RegionOptStatus }) => statuses.length === 0 || statuses.includes(RegionOptStatus));
        const invalidToken = () => new AwsError(400, 'ValidationException', 'The provided token is invalid.');
        const { items, next } = context.page(listing(regions), { token: NextToken, size: MaxResults, invalidToken });
        return { Regions: items, NextToken: next };
      },
    }),
  },
};

/** Another account's regions may be asked by the management account and delegated administrators alone. */
function accountNamed(id: string | undefined, { world, account: asking, principal }: Context) {
  if (id === undefined || id === asking.id) return asking;
  const { managementAccountId, delegatedAdministrators } = world.organization ?? {};
  const found = world.accounts.find(id);
  if (found !== null && (managementAccountId === asking.id || delegatedAdministrators?.has(asking.id))) return found;
  const message = `User: ${principal.arn} is not authorized to perform: account:ListRegions`;
  throw new AwsError(403, 'AccessDeniedException', message);
}

function knownStatus(status: string): string {
  if (OPT_STATUSES.some((known) => known === status)) return status;
  throw new AwsError(400, 'ValidationException', `${status} is not a status of a Region.`);
}
