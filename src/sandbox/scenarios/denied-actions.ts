import type { AccountPlan } from '../world/plan.ts';
import { api, ORGANIZATION_TRAIL, place, SOUND_TRAIL } from '../world/sound.ts';
import { scenario } from './scenario.ts';

export const deniedActions = scenario({
  name: 'denied-actions',
  description: 'each account denies another action that a scan needs, most by a policy of their own, some by an SCP',
  plan: {
    regions: ['us-east-1', 'eu-west-1'],
    accounts: {
      management: { places: { 'us-east-1': { trails: [ORGANIZATION_TRAIL] } } },
      'no-describe-trails': denying('cloudtrail:DescribeTrails'),
      'no-trail-status': denying('cloudtrail:GetTrailStatus'),
      'no-event-selectors': denying('cloudtrail:GetEventSelectors'),
      'no-api-gateway': denying('apigateway:GET'),
      'no-api-gateway-in-ireland': denying('apigateway:GET', 'eu-west-1'),
      'no-roles': denying('iam:GetRole'),
      'no-inline-policies': denying('iam:GetRolePolicy'),
      'no-attached-policies': denying('iam:ListAttachedRolePolicies'),
      'no-policy-versions': denying('iam:GetPolicyVersion'),
      'no-region-list': denying('account:ListRegions'),
      'no-regions-at-all': {
        ...denying('account:ListRegions'),
        denied: [deny(['account:ListRegions', 'ec2:DescribeRegions'])],
      },
      'no-cloudtrail-by-scp': {
        ...denying('cloudtrail:*'),
        denied: [{ ...deny(['cloudtrail:*']), by: 'service-control-policy' }],
      },
    },
  },
});

function denying(action: string, region?: string): AccountPlan {
  const { name, managed = [] } = place().role ?? { name: '' };
  const role = { name, managed, inline: [{ Action: 'logs:PutLogEvents' }] };
  return {
    denied: [{ ...deny([action]), ...(region === undefined ? {} : { regions: [region] }) }],
    places: {
      'us-east-1': { trails: [SOUND_TRAIL], role, apis: [api('rest', 'orders')] },
      'eu-west-1': { role, apis: [api('rest', 'orders'), api('websocket', 'notifications')] },
    },
  };
}

function deny(actions: readonly string[]) {
  return { by: 'identity-policy', actions } as const;
}
