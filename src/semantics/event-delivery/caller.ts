import { member, textIn } from './record-members.ts';

/** Who made a call, as far as the record tells. Texts are as the record has them. */
export interface Caller {
  /** `userIdentity.type`, such as `AssumedRole`. */
  readonly type: string;
  readonly accountId: string | null;
  readonly arn: string | null;
  /** The user, role or service. */
  readonly name: string | null;
  /** The name of a role's or a federated user's session. */
  readonly session: string | null;
  /** The identity provider of a federated session, such as `accounts.google.com`. */
  readonly federatedBy: string | null;
  /** The AWS service that made the call on the caller's behalf. */
  readonly through: string | null;
  /** Such as `the role Deploy in its session ci`. */
  readonly words: string;
}

/** Reads `userIdentity` (CloudTrail User Guide, userIdentity element). Null where there is none. */
export function callerOf(record: object): Caller | null {
  const identity = member(record, 'userIdentity');
  if (typeof identity !== 'object' || identity === null) return null;
  const context = member(identity, 'sessionContext');
  const arn = textIn(identity, 'arn');
  const type = textIn(identity, 'type') ?? 'Unknown';
  const issuer = member(context, 'sessionIssuer');
  const parts = (arn ?? '').split('/');
  const caller = {
    type,
    accountId: textIn(identity, 'accountId'),
    arn,
    name: nameOf(type, identity, issuer),
    session: type === 'AssumedRole' && parts.length > 2 ? parts.slice(2).join('/') : null,
    federatedBy:
      textIn(member(context, 'webIdFederationData'), 'federatedProvider') ?? textIn(identity, 'identityProvider'),
    through: type === 'AWSService' ? null : textIn(identity, 'invokedBy'),
  };
  return { ...caller, words: inWords(caller) };
}

function nameOf(type: string, identity: object, issuer: unknown): string | null {
  const userName = textIn(identity, 'userName');
  switch (type) {
    case 'AssumedRole':
      return textIn(issuer, 'userName') ?? (textIn(identity, 'arn') ?? '').split('/')[1] ?? null;
    case 'AWSService':
      return textIn(identity, 'invokedBy');
    case 'FederatedUser':
      return userName ?? (textIn(identity, 'arn') ?? '').split('/').slice(1).join('/');
    case 'IdentityCenterUser':
      return textIn(member(identity, 'onBehalfOf'), 'userId') ?? userName;
    default:
      return userName ?? textIn(identity, 'principalId');
  }
}

function inWords(caller: Omit<Caller, 'words'>): string {
  const { accountId, federatedBy, through } = caller;
  const account = accountId === null || caller.type === 'AWSService' ? '' : ` of account ${accountId}`;
  const provider = federatedBy === null ? '' : `, federated by ${federatedBy}`;
  const service = through === null ? '' : `, through the AWS service ${through}`;
  return `${whoInWords(caller)}${account}${provider}${service}`;
}

function whoInWords({ type, name, session }: Omit<Caller, 'words'>): string {
  const named = name === null || name === '' ? '' : ` ${name}`;
  switch (type) {
    case 'Root':
      return 'the root user';
    case 'IAMUser':
      return `the IAM user${named}`;
    case 'AssumedRole':
      return `the role${named}${session === null ? '' : ` in its session ${session}`}`;
    case 'Role':
      return `the role${named}`;
    case 'FederatedUser':
      return `the federated user${named}`;
    case 'WebIdentityUser':
      return `the web identity${named}`;
    case 'SAMLUser':
      return `the SAML identity${named}`;
    case 'Directory':
      return `the directory user${named}`;
    case 'IdentityCenterUser':
      return `the IAM Identity Center user${named}`;
    case 'AWSService':
      return `the AWS service${named}`;
    case 'AWSAccount':
      return `somebody${named}`;
    default:
      return `a caller of the type ${type}${named === '' ? '' : `,${named},`}`;
  }
}
