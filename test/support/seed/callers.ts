import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { MANAGEMENT_ACCOUNT, MANAGEMENT_CREDENTIALS } from '../moto.ts';

/** Somebody who may ask moto: an account, and the credentials that moto knows it by. */
export interface Caller {
  readonly endpoint: string;
  readonly accountId: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** A caller in a region; also the configuration of any SDK client that asks there. */
export interface Place extends Caller {
  readonly region: string;
}

export function managementCaller(endpoint: string): Caller {
  return { endpoint, accountId: MANAGEMENT_ACCOUNT, credentials: MANAGEMENT_CREDENTIALS };
}

export function at(caller: Caller, region: string): Place {
  return { ...caller, region };
}

/** For services that have one endpoint. */
export function globally(caller: Caller): Place {
  return at(caller, 'us-east-1');
}

/**
 * Credentials for another account. moto asks neither whether the role exists nor whom it trusts, so this is also the way
 * into an account of no organization.
 */
export async function assumeRole(
  caller: Caller,
  accountId: string,
  roleName = 'OrganizationAccountAccessRole',
): Promise<Caller> {
  const command = new AssumeRoleCommand({
    RoleArn: `arn:aws:iam::${accountId}:role/${roleName}`,
    RoleSessionName: 'seed',
  });
  const { Credentials: issued } = await new STSClient(globally(caller)).send(command);
  return {
    endpoint: caller.endpoint,
    accountId,
    credentials: {
      accessKeyId: given(issued?.AccessKeyId),
      secretAccessKey: given(issued?.SecretAccessKey),
      sessionToken: given(issued?.SessionToken),
    },
  };
}

/** For `awsEnvironment`, where a child process is to be somebody else than the management account. */
export function credentialVariables({ credentials }: Caller): NodeJS.ProcessEnv {
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  };
}

/** A member of an answer that the SDK types as optional and that moto always sends. */
export function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('moto left out a member that AWS always sends');
  return value;
}
