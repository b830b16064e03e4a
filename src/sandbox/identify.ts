import type { KeyHolder } from './access-keys.ts';
import type { Attempt } from './attempt.ts';
import type { Fault } from './faults.ts';
import type { Principal } from './services/service.ts';
import { sessionArn, sessionUserId } from './services/sts.ts';
import { verifySignature } from './signature.ts';
import type { AwsError, CommonError } from './wire/aws-error.ts';
import { commonError } from './wire/aws-error.ts';
import { iamId } from './world/ids.ts';
import type { Account } from './world/world.ts';

/** Who asks, and where. */
export interface Asker {
  readonly account: Account;
  readonly region: string;
  readonly principal: Principal;
}

/** Looks at the signature as AWS's front ends do: form, scope, key, region, clock, credentials, and the signature itself. */
export function identify(attempt: Attempt, fault: Fault | null): Asker {
  const { request, signature, service, route, keys, now } = attempt;
  const error = (kind: CommonError, message?: string): AwsError => commonError(service, kind, message);
  if (request.headers.authorization === undefined) throw error('missing-signature');
  if (signature === null) {
    throw error(
      'incomplete-signature',
      `'${request.headers.authorization}' is not a valid Authorization header of AWS4-HMAC-SHA256.`,
    );
  }
  const { region } = signature;
  if (route !== null && signature.service !== service.name) {
    throw error('wrong-signature', `Credential should be scoped to correct service: '${service.name}'. `);
  }
  checkRegion(attempt, region, error);
  const skew = fault?.kind === 'clock-skew' ? fault.milliseconds : 0;
  const holder = verifySignature(request, signature, { keys, now: now() + skew, error });
  const account = accountOf(attempt, holder);
  const barred = fault?.kind === 'region-disabled' || fault?.kind === 'account-closed';
  if (account === null || barred || !isEnabled(account, region)) throw error('unknown-key');
  if (fault?.kind === 'expired-credentials') throw error('expired-credentials');
  return { account, region, principal: principalOf(attempt, holder) };
}

/** A service with one endpoint takes one region's signatures, and no service those of another partition's. */
function checkRegion(
  { world, service }: Attempt,
  region: string,
  error: (kind: CommonError, message: string) => AwsError,
) {
  const { signingRegions } = service;
  const only = signingRegions?.[world.partition];
  const known = signingRegions === undefined ? world.regions.some(({ name }) => name === region) : region === only;
  if (!known) throw error('wrong-signature', `Credential should be scoped to a valid region, not '${region}'. `);
}

/** Closed accounts' credentials are void. */
function accountOf({ world, faults }: Attempt, holder: KeyHolder): Account | null {
  const id = holder.kind === 'user' ? holder.accountId : holder.session.accountId;
  const account = world.accounts.find(id);
  return account?.state === 'ACTIVE' && !faults.closedAccounts.has(id) ? account : null;
}

function isEnabled(account: Account, region: string): boolean {
  const status = account.optStatus(region);
  return status !== 'DISABLED' && status !== 'ENABLING';
}

function principalOf({ world }: Attempt, holder: KeyHolder): Principal {
  if (holder.kind === 'session') {
    return { arn: sessionArn({ world }, holder.session), userId: sessionUserId({ world }, holder.session) };
  }
  const arn = `arn:${world.partition}:iam::${holder.accountId}:user/auditor`;
  return { arn, userId: iamId('AIDA', arn) };
}
