import {
  DescribeDeliveriesCommand,
  DescribeDeliverySourcesCommand,
  DescribeResourcePoliciesCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { Refusal } from '../aws/refusal.ts';
import type { Ask } from '../aws/session.ts';
import type { ExecutionLogDelivery } from '../model/destinations.ts';
import type { PolicyText } from '../model/iam.ts';
import type { Arn, Region } from '../model/target.ts';
import { defineCollector, onAnything } from './collector.ts';
import { given } from './given.ts';
import { allPages } from './pages.ts';
import { accessLogDestinations } from './stage-destinations.ts';

/**
 * Who may write to the log groups of HTTP APIs. Policies of the account and of a single group are asked apart: without
 * a scope, DescribeResourcePolicies shows the account's alone (CloudWatch Logs API Reference).
 */
export const logDeliveryPolicies = defineCollector({
  key: 'logs.delivery-policies',
  needs: ['apigateway.apis'],
  permissions: onAnything('logs:DescribeResourcePolicies'),
  collect: async ({ region }, ask, { 'apigateway.apis': apis }) => {
    const groups = accessLogDestinations(apis, 'logs', ({ kind }) => kind === 'http');
    return {
      account: await ask.apart((apart) =>
        groups.length === 0 ? Promise.resolve([]) : resourcePolicies(region, apart, {}),
      ),
      groups: await Promise.all(
        groups.map(async (arn) => ({ arn, policies: await ask.apart((apart) => groupPolicies(arn, region, apart)) })),
      ),
    };
  },
});

async function groupPolicies(arn: Arn, region: Region, ask: Ask): Promise<readonly PolicyText[] | null> {
  try {
    return await resourcePolicies(region, ask, { policyScope: 'RESOURCE', resourceArn: arn });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'ResourceNotFoundException') return null;
    throw error;
  }
}

async function resourcePolicies(
  region: Region,
  ask: Ask,
  which: { readonly policyScope?: 'RESOURCE'; readonly resourceArn?: Arn },
): Promise<readonly PolicyText[]> {
  const policies = await allPages(async (nextToken) => {
    const page = await ask('logs', region, DescribeResourcePoliciesCommand, { ...which, nextToken });
    return { items: page.resourcePolicies, next: page.nextToken };
  });
  return policies.map(({ policyDocument }) => given(policyDocument, 'policyDocument'));
}

/**
 * Where CloudWatch Logs delivers the execution logs of REST stages (API Gateway Developer Guide,
 * rest-api-create-log-delivery). WebSocket APIs have no such deliveries.
 */
export const executionLogDeliveries = defineCollector({
  key: 'logs.execution-log-deliveries',
  needs: ['apigateway.apis'],
  permissions: onAnything('logs:DescribeDeliverySources', 'logs:DescribeDeliveries'),
  collect: async ({ region }, ask, { 'apigateway.apis': { rest } }) => {
    // Nobody could tell for which stages, and an empty list would look like an answer of AWS's.
    if (rest.status === 'unavailable') throw new Refusal(rest, '', null);
    const none = rest.value.length === 0;
    return {
      sources: await ask.apart((apart) => (none ? Promise.resolve([]) : executionLogSources(region, apart))),
    };
  },
});

async function executionLogSources(region: Region, ask: Ask): Promise<readonly ExecutionLogDelivery[]> {
  const sources = await allPages(async (nextToken) => {
    const page = await ask('logs', region, DescribeDeliverySourcesCommand, { limit: 50, nextToken });
    return { items: page.deliverySources, next: page.nextToken };
  });
  const ours = sources.filter(({ logType }) => logType === 'EXECUTION_LOGS');
  if (ours.length === 0) return [];
  const deliveries = await allPages(async (nextToken) => {
    const page = await ask('logs', region, DescribeDeliveriesCommand, { limit: 50, nextToken });
    return { items: page.deliveries, next: page.nextToken };
  });
  return ours
    .flatMap(({ name = '', resourceArns = [] }) => resourceArns.map((stageArn) => ({ source: name, stageArn })))
    .map(({ source, stageArn }) => ({
      source,
      stageArn,
      deliveries: deliveries
        .filter(({ deliverySourceName }) => deliverySourceName === source)
        .map(({ id = '', deliveryDestinationArn = '' }) => ({ id, destinationArn: deliveryDestinationArn }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    }))
    .sort((a, b) => (a.source < b.source ? -1 : 1));
}
