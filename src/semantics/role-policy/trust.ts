import { extentOf } from './glob.ts';
import type { Principal, TrustStatement } from './policy-document.ts';
import { readTrustPolicy } from './policy-document.ts';
import { API_GATEWAY } from './recommended-role.ts';
import type { Answer } from './sufficiency.ts';

/** Somebody other than API Gateway who may assume the role. */
interface Trusted {
  readonly who: string;
  /** False where a Deny may take it away. */
  readonly certain: boolean;
}

export type Trust =
  | { readonly status: 'read'; readonly apiGateway: Answer; readonly others: readonly Trusted[] }
  | { readonly status: 'unreadable'; readonly why: string };

/** Who may assume a role, by its trust policy. */
export function trustOf(trustPolicy: string): Trust {
  const document = readTrustPolicy(trustPolicy);
  if (document.status === 'unreadable') return document;
  const { statements } = document;
  return { status: 'read', apiGateway: trustsApiGateway(statements), others: othersIn(statements) };
}

function trustsApiGateway(statements: readonly TrustStatement[]): Answer {
  let allowed: Answer = 'no';
  let doubt = false;
  for (const statement of statements) {
    const named = namesApiGateway(statement);
    if (named === 'no' || !lets(statement, 'sts:AssumeRole')) continue;
    const certain = named === 'yes' && !statement.conditional;
    if (statement.effect === 'Deny') {
      if (certain) return 'no';
      doubt = true;
    } else if (certain) allowed = 'yes';
    else if (allowed === 'no') allowed = 'uncertain';
  }
  return allowed === 'yes' && doubt ? 'uncertain' : allowed;
}

function namesApiGateway({ principals: { except, list }, effect }: TrustStatement): Answer {
  const exact = list.some(({ kind, id }) => kind === 'Service' && id === API_GATEWAY);
  // A Deny for everyone reaches services too (IAM has aws:PrincipalIsAWSService to spare them); whether an Allow for
  // everyone is enough for a service is not documented.
  const everyone = list.some(({ kind, id }) => kind === 'everyone' || (kind === 'Service' && id === '*'));
  if (exact || (everyone && effect === 'Deny')) return except ? 'no' : 'yes';
  return except || everyone || list.some(isSpelledLikeApiGateway) ? 'uncertain' : 'no';
}

/** The name with a region, in another case or with a partition's own ending: no page says whether it is the same. */
function isSpelledLikeApiGateway({ kind, id }: Principal): boolean {
  return kind === 'Service' && /^apigateway\.([a-z0-9-]+\.)?amazonaws\.(com|com\.cn|eu)$/i.test(id);
}

function othersIn(statements: readonly TrustStatement[]): readonly Trusted[] {
  const others = new Map<string, Trusted>();
  for (const statement of statements) {
    if (statement.effect !== 'Allow') continue;
    for (const principal of principalsOf(statement)) {
      if (isApiGateway(principal) || isDeleted(principal)) continue;
      const actions = waysIn(principal).filter((action) => lets(statement, action));
      const deny = actions.map((action) => denies(statements, principal, action));
      if (deny.every((answer) => answer === 'yes')) continue;
      const who = nameOf(principal);
      const certain = deny.includes('no');
      others.set(who, { who, certain: certain || others.get(who)?.certain === true });
    }
  }
  return [...others.values()];
}

/** An Allow for everybody but some is an Allow for everybody: somebody is left. */
function principalsOf({ principals: { except, list } }: TrustStatement): readonly Principal[] {
  return except ? [{ kind: 'everyone', id: '*' }] : list;
}

function isApiGateway(principal: Principal): boolean {
  return principal.kind === 'Service' && (principal.id === API_GATEWAY || isSpelledLikeApiGateway(principal));
}

/** IAM shows the unique id of a user or role that is gone; it trusts nobody (IAM User Guide, Principal element). */
function isDeleted({ kind, id }: Principal): boolean {
  return kind === 'AWS' && /^(AIDA|AROA)[A-Z0-9]+$/.test(id);
}

const BY_TOKEN = ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'] as const;

function waysIn({ kind }: Principal): readonly string[] {
  if (kind === 'Federated') return BY_TOKEN;
  return kind === 'everyone' ? ['sts:AssumeRole', ...BY_TOKEN] : ['sts:AssumeRole'];
}

function lets({ actions }: TrustStatement, action: string): boolean {
  return extentOf(actions, action.toLowerCase()) === 'all';
}

/** Whether a principal is surely denied. A Deny on a condition takes nothing away for certain, so it does not count. */
function denies(statements: readonly TrustStatement[], principal: Principal, action: string): Answer {
  let answer: Answer = 'no';
  for (const statement of statements) {
    if (statement.effect !== 'Deny' || statement.conditional || !lets(statement, action)) continue;
    const { except, list } = statement.principals;
    const listed = list.some((one) => one.kind === 'everyone' || nameOf(one) === nameOf(principal));
    if (listed && !except) return 'yes';
    // Whom a Deny with NotPrincipal reaches depends on sessions and accounts that the policy does not show.
    if (!listed && except) answer = 'uncertain';
  }
  return answer;
}

function nameOf({ kind, id }: Principal): string {
  if (kind === 'everyone') return 'everyone';
  const account = kind === 'AWS' ? /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(id)?.[1] : undefined;
  return account === undefined ? id : `account ${account}`;
}
