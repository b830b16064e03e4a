import { numberedIds } from './ids.ts';
import type { ApiPlan, Partition, StagePlan } from './plan.ts';
import type { Api, Listing, Region, Stage } from './world.ts';
import { directory } from './world.ts';

export interface Place {
  readonly partition: Partition;
  readonly accountId: string;
  readonly region: string;
}

export interface RegionSource {
  /** The role that API Gateway writes with; null where none was set. */
  readonly roleArn: string | null;
  readonly restApis: Listing<ApiPlan>;
  readonly v2Apis: Listing<ApiPlan>;
}

/** API Gateway in a region. It was never used where it has neither APIs nor a role. */
export function regionOf(place: Place, { roleArn, restApis, v2Apis }: RegionSource): Region {
  const neverUsed = roleArn === null && restApis.length === 0 && v2Apis.length === 0;
  const apisOf = (plans: Listing<ApiPlan>, generation: string) => {
    const { idOf, indexOf } = numberedIds(place.accountId, place.region, generation);
    return directory(plans.length, (index) => apiOf(place, idOf(index), plans.at(index)), indexOf);
  };
  return {
    apiGateway: neverUsed ? null : { roleArn },
    restApis: apisOf(restApis, 'rest'),
    v2Apis: apisOf(v2Apis, 'v2'),
  };
}

function apiOf(place: Place, id: string, { kind, name, stages }: ApiPlan): Api {
  const named = ([stageName, plan]: [string, StagePlan]): Stage => ({
    ...plan,
    name: stageName,
    destinationArn:
      plan.accessLog === undefined ? null : (plan.accessLog.destinationArn ?? logGroup(place, name, stageName)),
  });
  return { id, kind, name, stages: Object.entries(stages).map(named) };
}

function logGroup({ partition, region, accountId }: Place, apiName: string, stageName: string): string {
  return `arn:${partition}:logs:${region}:${accountId}:log-group:/aws/apigateway/${apiName}-${stageName}`;
}
