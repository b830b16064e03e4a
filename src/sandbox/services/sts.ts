import { AwsError } from '../wire/aws-error.ts';
import { iamId } from '../world/ids.ts';
import { roleArn } from '../world/roles.ts';
import type { Context, Service } from './service.ts';
import { operation } from './service.ts';

export const sts: Service = {
  name: 'sts',
  protocol: 'query',
  version: '2011-06-15',
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  operations: {
    GetCallerIdentity: operation({
      members: {},
      // Needs no permission, and cannot be denied (STS API Reference).
      action: null,
      answer: (_, { account, principal }) => ({ UserId: principal.userId, Account: account.id, Arn: principal.arn }),
    }),
    AssumeRole: operation({
      members: {
        RoleArn: { kind: 'text', required: true, min: 20, max: 2_048 },
        RoleSessionName: { kind: 'text', required: true, min: 2, max: 64, pattern: /^[\w+=,.@-]*$/ },
        ExternalId: { kind: 'text', min: 2, max: 1_224, pattern: /^[\w+=,.@:/-]*$/ },
        DurationSeconds: { kind: 'integer', min: 900, max: 43_200 },
        SourceIdentity: { kind: 'text', min: 2, max: 64 },
        Policy: { kind: 'text' },
      },
      resource: ({ RoleArn }) => RoleArn,
      answer: (input, context) => {
        const { accountId, roleName } = assumableRole(input, context);
        const session = { accountId, roleName, sessionName: input.RoleSessionName };
        const issued = context.issue(session, input.DurationSeconds ?? 3_600);
        return {
          Credentials: {
            AccessKeyId: issued.accessKeyId,
            SecretAccessKey: issued.secretAccessKey,
            SessionToken: issued.sessionToken,
            Expiration: issued.expiration.toISOString().replace(/\.\d{3}/, ''),
          },
          AssumedRoleUser: {
            AssumedRoleId: sessionUserId(context, session),
            Arn: sessionArn(context, session),
          },
        };
      },
    }),
  },
};

interface SessionNames {
  readonly accountId: string;
  readonly roleName: string;
  readonly sessionName: string;
}

export function sessionArn(
  { world }: Pick<Context, 'world'>,
  { accountId, roleName, sessionName }: SessionNames,
): string {
  return `arn:${world.partition}:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
}

export function sessionUserId(
  { world }: Pick<Context, 'world'>,
  { accountId, roleName, sessionName }: SessionNames,
): string {
  return `${iamId('AROA', roleArn({ partition: world.partition, accountId }, roleName))}:${sessionName}`;
}

/** A role that does not exist, does not trust the caller, or wants another external id: STS does not say which. */
function assumableRole(
  { RoleArn, ExternalId }: { readonly RoleArn: string; readonly ExternalId: string | undefined },
  { world, principal }: Context,
) {
  const [, partition, accountId = '', path = ''] = /^arn:([a-z-]+):iam::(\d{12}):role\/(.+)$/.exec(RoleArn) ?? [];
  if (accountId === '') throw new AwsError(400, 'ValidationError', `${RoleArn} is invalid`);
  const roleName = path.slice(path.lastIndexOf('/') + 1);
  const account = partition === world.partition ? world.accounts.find(accountId) : null;
  if (account?.state === 'ACTIVE' && account.mayBeAssumed(roleName, ExternalId)) return { accountId, roleName };
  const message = `User: ${principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`;
  throw new AwsError(403, 'AccessDenied', message);
}
