import { AwsError } from '../wire/aws-error.ts';
import type { OptStatus } from '../world/plan.ts';
import type { Context, Service } from './service.ts';
import { operation } from './service.ts';

/** EC2, of which only the list of regions is asked. */
export const ec2: Service = {
  name: 'ec2',
  protocol: 'ec2',
  version: '2016-11-15',
  xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  codes: { 'malformed-request': [400, 'UnknownParameter'] },
  operations: {
    DescribeRegions: operation({
      members: { AllRegions: { kind: 'flag' }, DryRun: { kind: 'flag' }, RegionName: { kind: 'texts' } },
      answer: ({ AllRegions = false, DryRun = false, RegionName }, context) => {
        if (DryRun) throw new AwsError(412, 'DryRunOperation', 'Request would have succeeded, but DryRun flag is set.');
        const all = regionsOf(context);
        const unknown = RegionName?.find((name) => !all.some(({ regionName }) => regionName === name));
        if (unknown !== undefined)
          throw new AwsError(400, 'InvalidParameterValue', `Invalid region names: [${unknown}]`);
        const wanted = all.filter(({ regionName }) => RegionName === undefined || RegionName.includes(regionName));
        return { regionInfo: wanted.filter(({ optInStatus }) => AllRegions || optInStatus !== 'not-opted-in') };
      },
    }),
  },
};

function regionsOf({ world, account }: Context) {
  const suffix = world.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return world.regions.map(({ name, optIn }) => ({
    optInStatus: optInStatus(optIn, account.optStatus(name)),
    regionName: name,
    regionEndpoint: `ec2.${name}.${suffix}`,
  }));
}

/** EC2 knows three words where Account Management knows five. A region being enabled is not opted into yet. */
function optInStatus(optIn: boolean, status: OptStatus): string {
  if (!optIn && status === 'ENABLED_BY_DEFAULT') return 'opt-in-not-required';
  return status === 'ENABLED' || status === 'ENABLED_BY_DEFAULT' ? 'opted-in' : 'not-opted-in';
}
