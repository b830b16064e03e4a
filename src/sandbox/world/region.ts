import { numberedIds } from './ids.ts';
import type { ApiPlan, Partition, RegionPlan, StagePlan } from './plan.ts';
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
  /** What is said of the logs there. */
  readonly logs?: Pick<RegionPlan, 'missing' | 'retention' | 'logDelivery' | 'executionLogDeliveries'>;
}

/** API Gateway in a region. It was never used where it has neither APIs nor a role. */
export function regionOf(place: Place, { roleArn, restApis, v2Apis, logs = {} }: RegionSource): Region {
  const neverUsed = roleArn === null && restApis.length === 0 && v2Apis.length === 0;
  const apisOf = (plans: Listing<ApiPlan>, generation: string) => {
    const { idOf, indexOf } = numberedIds(place.accountId, place.region, generation);
    return directory(plans.length, (index) => apiOf(place, idOf(index), plans.at(index)), indexOf);
  };
  return {
    apiGateway: neverUsed ? null : { roleArn },
    restApis: apisOf(restApis, 'rest'),
    v2Apis: apisOf(v2Apis, 'v2'),
    exists: (name) => logs.missing?.includes(name) !== true,
    retentionOf: (name) => (logs.retention?.[name] === undefined ? 365 : logs.retention[name]),
    get logPolicies() {
      return new Map(logs.logDelivery === 'denied' ? [] : [['AWSLogDeliveryWrite20150319', deliveryPolicy(place)]]);
    },
    executionLogDeliveries: logs.executionLogDeliveries ?? [],
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
  return `arn:${partition}:logs:${region}:${accountId}:log-group:/aws/apigateway/${apiName}-${stageName.replace('$', '')}`;
}

/** What AWS attaches by itself where it may (CloudWatch Logs User Guide, AWS-logs-infrastructure-CWL). */
function deliveryPolicy({ partition, region, accountId }: Place): string {
  const logs = `arn:${partition}:logs:${region}:${accountId}`;
  const Statement = [
    {
      Sid: 'AWSLogDeliveryWrite20150319',
      Effect: 'Allow',
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: [`${logs}:log-group:*:log-stream:*`],
      Condition: { StringEquals: { 'aws:SourceAccount': [accountId] }, ArnLike: { 'aws:SourceArn': [`${logs}:*`] } },
    },
  ];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
