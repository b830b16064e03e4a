/** AWS's managed policies that scenarios attach, as AWS publishes their only version (AWS Managed Policy Reference). */
interface ManagedPolicy {
  readonly id: string;
  readonly path: string;
  readonly created: string;
  readonly description: string;
  readonly document: string;
}

const POLICIES: Readonly<Record<string, ManagedPolicy>> = {
  AdministratorAccess: {
    id: 'ANPAIWMBCKSKIEE64ZLYK',
    path: '/',
    created: '2015-02-06T18:39:46Z',
    description: 'Provides full access to AWS services and resources.',
    document: allowing(['*']),
  },
  AmazonAPIGatewayPushToCloudWatchLogs: {
    id: 'ANPAIK4GFO7HLKYN64ASK',
    path: '/service-role/',
    created: '2015-11-11T23:41:46Z',
    description: "Allows API Gateway to push logs to user's account.",
    document: allowing([
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:DescribeLogGroups',
      'logs:DescribeLogStreams',
      'logs:PutLogEvents',
      'logs:GetLogEvents',
      'logs:FilterLogEvents',
    ]),
  },
};

function allowing(actions: readonly string[]): string {
  const Action = actions.length === 1 ? actions[0] : actions;
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
}

/** The policy of AWS's that an ARN of any partition names; null where the sandbox does not know it. */
export function managedPolicy(arn: string): (ManagedPolicy & { readonly name: string }) | null {
  const [, path = '', name = ''] = /^arn:[a-z-]+:iam::aws:policy(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  const policy = POLICIES[name];
  return policy === undefined || policy.path !== path ? null : { ...policy, name };
}

export const PUSH_TO_CLOUDWATCH_LOGS = 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';
export const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess';
