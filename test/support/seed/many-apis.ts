import type { SeededAccount } from './account.ts';
import { seedAccount } from './account.ts';
import type { ApiPlan } from './apis.ts';
import { FORMATS } from './apis.ts';
import { managementCaller } from './callers.ts';
import { PUSH_TO_CLOUDWATCH_LOGS } from './roles.ts';

const REGIONS = ['us-east-1', 'eu-west-1', 'us-west-2', 'ap-southeast-2'] as const;

export interface ManyApis {
  readonly endpoint: string;
  /** Spread evenly over the regions. */
  readonly apis?: number;
  /** At most four. */
  readonly regions?: number;
}

/** The management account, of no organization, with many sound REST APIs of one stage each, a role and a trail. */
export async function seedManyApis({ endpoint, apis = 80, regions = 4 }: ManyApis): Promise<SeededAccount> {
  const names = REGIONS.slice(0, regions);
  const plan = names.map((region, index) => [
    region,
    {
      trails: index === 0 ? [{ name: 'everything' }] : [],
      role: { name: 'apigateway-logs', managed: [PUSH_TO_CLOUDWATCH_LOGS] },
      apis: Array.from({ length: apis }, (_, api) => restApi(api)).filter((_, api) => api % names.length === index),
    },
  ]);
  return seedAccount(managementCaller(endpoint), Object.fromEntries(plan));
}

function restApi(number: number): ApiPlan {
  const stages = { prod: { accessLog: { format: FORMATS.json }, level: 'INFO' } } as const;
  return { kind: 'rest', name: `service-${number}`, stages };
}
