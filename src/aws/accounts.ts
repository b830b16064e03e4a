import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Evidence } from '../model/evidence.ts';
import { collected, unavailable } from '../model/evidence.ts';
import type { AccountId, Arn, Region } from '../model/target.ts';
import type { Access } from './access.ts';
import { Refusal } from './refusal.ts';
import type { Session } from './session.ts';

/** Who started the scan, and where it asks what has no region of its own. */
export interface Caller {
  readonly accountId: AccountId;
  readonly arn: Arn;
  readonly partition: string;
  /** The region that the environment or profile names; the STS endpoint is taken from it. */
  readonly region: Region;
  readonly session: Session;
}

/** With a profile named by hand, keys in the environment are no oversight that the SDK would have to warn of. */
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The SDK needs some region to find STS; where none is configured it is AWS's oldest. */
const DEFAULT_REGION = 'us-east-1';

/** Asks STS who we are, with the SDK's own chain of credentials. Unavailable: no credentials, expired, unreachable. */
export async function identifyCaller(access: Access, profile: string | null): Promise<Evidence<Caller>> {
  const settings = profile === null ? {} : { profile };
  const region = await new STSClient(settings).config.region().catch(() => DEFAULT_REGION);
  const credentials = defaultProvider({
    ...settings,
    clientConfig: { region },
    ...(profile === null ? {} : { logger: SILENT }),
  });
  const identity = await access
    .session('', credentials)
    .collect((ask) => ask('sts', region, GetCallerIdentityCommand, {}));
  if (identity.status === 'unavailable') return identity;
  const { Account: accountId = '', Arn: arn = '' } = identity.value;
  const caller = {
    accountId,
    arn,
    partition: arn.split(':')[1] ?? 'aws',
    region,
    session: access.session(accountId, credentials),
  };
  return collected(caller, identity.calls);
}

export interface RoleOptions {
  readonly roleName: string;
  readonly sessionName: string;
  readonly externalId: string | null;
}

/**
 * A session in an account: the caller's own, or with the role assumed there. AssumeRole is asked here, so that a
 * refusal is the account's evidence; when its credentials run out it is asked again.
 */
export async function enterAccount(
  access: Access,
  caller: Caller,
  accountId: AccountId,
  role: RoleOptions | null,
): Promise<Evidence<Session>> {
  if (accountId === caller.accountId) return collected(caller.session, []);
  if (role === null) return unavailable('not-asked', `no role was named to assume in the account ${accountId}`, null);
  let first: Evidence<Credentials> | null = await assume(caller, accountId, role);
  if (first.status === 'unavailable') return first;
  const { calls } = first;
  const credentials: AwsCredentialIdentityProvider = async () => {
    const answer = first ?? (await assume(caller, accountId, role));
    first = null;
    if (answer.status === 'unavailable') throw new Refusal(answer, '', null);
    return answer.value;
  };
  return collected(access.session(accountId, credentials), calls);
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

function assume(caller: Caller, accountId: AccountId, role: RoleOptions): Promise<Evidence<Credentials>> {
  return caller.session.collect(async (ask) => {
    const { Credentials: given } = await ask('sts', caller.region, AssumeRoleCommand, {
      RoleArn: `arn:${caller.partition}:iam::${accountId}:role/${role.roleName}`,
      RoleSessionName: role.sessionName,
      ...(role.externalId === null ? {} : { ExternalId: role.externalId }),
    });
    if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken)
      throw new Error('AssumeRole gave no credentials');
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
      expiration: given.Expiration ?? new Date(Date.now() + 3_600_000),
    };
  });
}
