import { AwsError } from '../wire/aws-error.ts';
import type { Trail } from '../world/world.ts';
import { reachingTrails } from './reaching-trails.ts';
import type { Context, Service } from './service.ts';
import { operation } from './service.ts';
import { selectorsOf, statusOf, trailOf } from './trail-answers.ts';

export const cloudtrail: Service = {
  name: 'cloudtrail',
  protocol: 'json-1.1',
  target: 'CloudTrail_20131101',
  operations: {
    DescribeTrails: operation({
      members: { trailNameList: { kind: 'texts' }, includeShadowTrails: { kind: 'flag' } },
      answer: ({ trailNameList = [], includeShadowTrails = true }, context) => {
        const listed = reachingTrails(context)
          .filter((trail) => includeShadowTrails || isAtHome(trail, context))
          .filter((trail) => trailNameList.length === 0 || trailNameList.some((name) => isNamed(trail, name, context)));
        return { trailList: listed.map(trailOf) };
      },
    }),
    GetTrailStatus: operation({
      members: { Name: { kind: 'text', required: true } },
      resource: ({ Name }, context) => arnNamed(Name, context),
      answer: ({ Name }, context) => statusOf(trailNamed(Name, context), context),
    }),
    GetEventSelectors: operation({
      members: { TrailName: { kind: 'text', required: true } },
      resource: ({ TrailName }, context) => arnNamed(TrailName, context),
      answer: ({ TrailName }, context) => {
        const trail = trailNamed(TrailName, context);
        if (!mayReadSelectors(trail, context)) throw foreignArn(context);
        return selectorsOf(trail);
      },
    }),
  },
};

/** Not a shadow: homed here, and the account's own (CloudTrail API Reference, DescribeTrails). */
function isAtHome({ homeRegion, ownerAccountId }: Trail, { account, region }: Context): boolean {
  return homeRegion === region && ownerAccountId === account.id;
}

/** A bare name means a trail of this account and region only (CloudTrail API Reference, DescribeTrails). */
function isNamed(trail: Trail, name: string, context: Context): boolean {
  return name.startsWith('arn:') ? trail.arn === name : trail.name === name && isAtHome(trail, context);
}

function arnNamed(name: string, { world, account, region }: Context): string {
  return name.startsWith('arn:') ? name : `arn:${world.partition}:cloudtrail:${region}:${account.id}:trail/${name}`;
}

/** Three to 128 letters, digits, periods, underscores and dashes (CloudTrail API Reference, CreateTrail). */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$/;
const ARN = /^arn:[a-z-]+:cloudtrail:[a-z0-9-]+:(\d{12}):trail\/[A-Za-z0-9._-]+$/;

/** A shadow goes by its ARN alone: its name is taken for a trail of this account and region, and is unknown. */
function trailNamed(name: string, context: Context): Trail {
  const { account } = context;
  const owner = ARN.exec(name)?.[1];
  if (name.startsWith('arn:') ? owner === undefined : !NAME.test(name)) throw invalidName(name);
  const found = reachingTrails(context).find((trail) => isNamed(trail, name, context));
  if (found !== undefined) return found;
  if (owner !== undefined && owner !== account.id) throw foreignArn(context);
  const unknown = `Unknown trail: ${arnNamed(name, context)} for the user: ${account.id}`;
  throw new AwsError(400, 'TrailNotFoundException', unknown);
}

function invalidName(name: string): AwsError {
  if (name.startsWith('arn:')) return new AwsError(400, 'CloudTrailARNInvalidException', `Invalid ARN: ${name}`);
  const rule = 'Trail name must have between 3 and 128 letters, numbers, periods, underscores, or dashes.';
  return new AwsError(400, 'InvalidTrailNameException', rule);
}

function foreignArn({ account }: Context): AwsError {
  const message = `AccountID in ARN is wrong, you can only access resources with AccountID ${account.id}.`;
  return new AwsError(400, 'CloudTrailARNInvalidException', message);
}

function mayReadSelectors({ ownerAccountId }: Trail, { world, account }: Context): boolean {
  if (ownerAccountId === account.id) return true;
  const { membersReadSelectors = false, delegatedAdministrators } = world.organization ?? {};
  return membersReadSelectors || (delegatedAdministrators?.get(account.id) ?? []).includes('cloudtrail.amazonaws.com');
}
