import * as Account from '@aws-sdk/client-account';
import * as ApiGateway from '@aws-sdk/client-api-gateway';
import * as ApiGatewayV2 from '@aws-sdk/client-apigatewayv2';
import * as CloudTrail from '@aws-sdk/client-cloudtrail';
import * as Ec2 from '@aws-sdk/client-ec2';
import * as Iam from '@aws-sdk/client-iam';
import * as Organizations from '@aws-sdk/client-organizations';
import * as Sts from '@aws-sdk/client-sts';
import type { OrganizationPlan } from '../../src/sandbox/index.ts';
import { rootId } from '../../src/sandbox/world/ids.ts';
import type { Clients } from './clients.ts';

const PUSH_TO_CLOUDWATCH_LOGS = 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';

/** A management account that holds something for every operation to answer. */
export const FULL: OrganizationPlan = {
  regions: ['us-east-1', 'eu-west-1'],
  optInRegions: ['eu-south-1'],
  delegatedAdministrators: { audit: ['cloudtrail.amazonaws.com'] },
  accounts: {
    management: {
      places: {
        'us-east-1': {
          trails: [
            {
              name: 'everything',
              organization: true,
              kmsKeyId: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
              logGroupArn: 'arn:aws:logs:us-east-1:111122223333:log-group:trail:*',
              logsRoleArn: 'arn:aws:iam::111122223333:role/trail-logs',
              snsTopicArn: 'arn:aws:sns:us-east-1:111122223333:trail',
              errors: { bucket: 'AccessDenied', digest: 'AccessDenied', logGroup: 'AccessDenied', topic: 'NotFound' },
              selectors: {
                basic: [
                  { ReadWriteType: 'WriteOnly' },
                  { DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] },
                ],
              },
            },
            {
              name: 'stopped-once',
              logging: 'stopped',
              selectors: {
                advanced: [{ Name: 'Writes', FieldSelectors: [{ Field: 'readOnly', NotEquals: ['true', 'maybe'] }] }],
              },
            },
          ],
          executionLogDeliveries: [
            {
              api: 'reports',
              stage: 'prod',
              destinationArns: ['arn:aws:logs:us-east-1:111122223333:delivery-destination:logs'],
            },
          ],
          role: {
            name: 'apigateway-logs',
            managed: [PUSH_TO_CLOUDWATCH_LOGS],
            inline: [{ Action: 'logs:*', Resource: ["arn:aws:logs:*:*:log-group:it's (mine)!*"] }],
            boundary: [{ Action: 's3:*' }],
          },
          apis: [
            {
              kind: 'rest',
              name: 'orders <&> "returns"',
              stages: {
                prod: {
                  accessLog: { format: '$context.requestId' },
                  level: 'INFO',
                  overrides: { '/pets/{id} GET': 'OFF' },
                },
                bare: {},
              },
            },
            { kind: 'http', name: 'catalogue', stages: { $default: { accessLog: { format: '$context.requestId' } } } },
            { kind: 'websocket', name: 'chat', stages: { prod: { level: 'ERROR', overrides: { $connect: 'OFF' } } } },
          ],
        },
      },
    },
    audit: { unit: 'Security/Audit' },
  },
};

/** What a question needs to know of the answers before it. */
export interface Known {
  readonly accountId: string;
  readonly memberId: string;
  readonly restApiId: string;
  readonly httpApiId: string;
  readonly webSocketApiId: string;
  readonly rootId: string;
}

export interface Question {
  readonly api: string;
  /** The operation in the SDK's own words. */
  readonly schema: unknown;
  readonly ask: (clients: Clients, known: Known) => Promise<object>;
}

const RoleName = 'apigateway-logs';
const policyVersion = { PolicyArn: PUSH_TO_CLOUDWATCH_LOGS, VersionId: 'v1' };

/** Every operation that the sandbox has, and each that answers in several shapes once for each shape. */
export const QUESTIONS: readonly Question[] = [
  question('account:ListRegions', Account.ListRegions$, ({ account }) =>
    account.send(new Account.ListRegionsCommand({ MaxResults: 50 })),
  ),
  question('apigateway:GetAccount', ApiGateway.GetAccount$, ({ apigateway }) =>
    apigateway.send(new ApiGateway.GetAccountCommand({})),
  ),
  question('apigateway:GetRestApis', ApiGateway.GetRestApis$, ({ apigateway }) =>
    apigateway.send(new ApiGateway.GetRestApisCommand({ limit: 500 })),
  ),
  question('apigateway:GetStages', ApiGateway.GetStages$, ({ apigateway }, { restApiId }) =>
    apigateway.send(new ApiGateway.GetStagesCommand({ restApiId })),
  ),
  question('apigateway:GetApis', ApiGatewayV2.GetApis$, ({ apigatewayv2 }) =>
    apigatewayv2.send(new ApiGatewayV2.GetApisCommand({})),
  ),
  question('apigateway:GetStages', ApiGatewayV2.GetStages$, ({ apigatewayv2 }, { httpApiId }) =>
    apigatewayv2.send(new ApiGatewayV2.GetStagesCommand({ ApiId: httpApiId })),
  ),
  question('apigateway:GetStages', ApiGatewayV2.GetStages$, ({ apigatewayv2 }, { webSocketApiId }) =>
    apigatewayv2.send(new ApiGatewayV2.GetStagesCommand({ ApiId: webSocketApiId })),
  ),
  question('cloudtrail:DescribeTrails', CloudTrail.DescribeTrails$, ({ cloudtrail }) =>
    cloudtrail.send(new CloudTrail.DescribeTrailsCommand({})),
  ),
  question('cloudtrail:GetTrailStatus', CloudTrail.GetTrailStatus$, ({ cloudtrail }, known) =>
    cloudtrail.send(new CloudTrail.GetTrailStatusCommand({ Name: trailArn(known) })),
  ),
  question('cloudtrail:GetEventSelectors', CloudTrail.GetEventSelectors$, ({ cloudtrail }, known) =>
    cloudtrail.send(new CloudTrail.GetEventSelectorsCommand({ TrailName: trailArn(known) })),
  ),
  question('cloudtrail:GetEventSelectors', CloudTrail.GetEventSelectors$, ({ cloudtrail }) =>
    cloudtrail.send(new CloudTrail.GetEventSelectorsCommand({ TrailName: 'stopped-once' })),
  ),
  question('ec2:DescribeRegions', Ec2.DescribeRegions$, ({ ec2 }) =>
    ec2.send(new Ec2.DescribeRegionsCommand({ AllRegions: true })),
  ),
  question('iam:GetRole', Iam.GetRole$, ({ iam }) => iam.send(new Iam.GetRoleCommand({ RoleName }))),
  question('iam:ListRolePolicies', Iam.ListRolePolicies$, ({ iam }) =>
    iam.send(new Iam.ListRolePoliciesCommand({ RoleName })),
  ),
  question('iam:GetRolePolicy', Iam.GetRolePolicy$, ({ iam }) =>
    iam.send(new Iam.GetRolePolicyCommand({ RoleName, PolicyName: 'logs' })),
  ),
  question('iam:ListAttachedRolePolicies', Iam.ListAttachedRolePolicies$, ({ iam }) =>
    iam.send(new Iam.ListAttachedRolePoliciesCommand({ RoleName })),
  ),
  question('iam:GetPolicy', Iam.GetPolicy$, ({ iam }) =>
    iam.send(new Iam.GetPolicyCommand({ PolicyArn: PUSH_TO_CLOUDWATCH_LOGS })),
  ),
  question('iam:GetPolicy', Iam.GetPolicy$, ({ iam }, { accountId }) =>
    iam.send(new Iam.GetPolicyCommand({ PolicyArn: `arn:aws:iam::${accountId}:policy/${RoleName}-boundary` })),
  ),
  question('iam:GetPolicyVersion', Iam.GetPolicyVersion$, ({ iam }) =>
    iam.send(new Iam.GetPolicyVersionCommand(policyVersion)),
  ),
  question('organizations:DescribeOrganization', Organizations.DescribeOrganization$, ({ organizations }) =>
    organizations.send(new Organizations.DescribeOrganizationCommand({})),
  ),
  question('organizations:ListAccounts', Organizations.ListAccounts$, ({ organizations }) =>
    organizations.send(new Organizations.ListAccountsCommand({ MaxResults: 20 })),
  ),
  question(
    'organizations:ListAccountsForParent',
    Organizations.ListAccountsForParent$,
    ({ organizations }, { rootId }) =>
      organizations.send(new Organizations.ListAccountsForParentCommand({ ParentId: rootId })),
  ),
  question(
    'organizations:ListOrganizationalUnitsForParent',
    Organizations.ListOrganizationalUnitsForParent$,
    ({ organizations }, { rootId }) =>
      organizations.send(new Organizations.ListOrganizationalUnitsForParentCommand({ ParentId: rootId })),
  ),
  question(
    'organizations:ListDelegatedAdministrators',
    Organizations.ListDelegatedAdministrators$,
    ({ organizations }) => organizations.send(new Organizations.ListDelegatedAdministratorsCommand({})),
  ),
  question('sts:GetCallerIdentity', Sts.GetCallerIdentity$, ({ sts }) =>
    sts.send(new Sts.GetCallerIdentityCommand({})),
  ),
  question('sts:AssumeRole', Sts.AssumeRole$, ({ sts }, { memberId }) =>
    sts.send(
      new Sts.AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${memberId}:role/TrailgateAudit`,
        RoleSessionName: 'trailgate',
      }),
    ),
  ),
];

export function question(api: string, schema: unknown, ask: Question['ask']): Question {
  return { api, schema, ask };
}

function trailArn({ accountId }: Known): string {
  return `arn:aws:cloudtrail:us-east-1:${accountId}:trail/everything`;
}

/** What a server made of the plan, asked of itself. */
export async function knownOf({ apigateway, apigatewayv2, organizations }: Clients): Promise<Known> {
  const { items: rest = [] } = await apigateway.send(new ApiGateway.GetRestApisCommand({}));
  const { Items: v2 = [] } = await apigatewayv2.send(new ApiGatewayV2.GetApisCommand({}));
  const { Organization } = await organizations.send(new Organizations.DescribeOrganizationCommand({}));
  const { Accounts = [] } = await organizations.send(new Organizations.ListAccountsCommand({}));
  const accountId = Organization?.MasterAccountId ?? '';
  const idOf = (type: string) => v2.find(({ ProtocolType }) => ProtocolType === type)?.ApiId ?? '';
  return {
    accountId,
    memberId: Accounts.find(({ Id }) => Id !== accountId)?.Id ?? '',
    restApiId: rest[0]?.id ?? '',
    httpApiId: idOf('HTTP'),
    webSocketApiId: idOf('WEBSOCKET'),
    rootId: rootId(accountId),
  };
}
