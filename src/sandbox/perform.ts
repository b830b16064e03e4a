import type { Attempt } from './attempt.ts';
import { denialWords } from './denial-words.ts';
import type { Fault } from './faults.ts';
import type { Asker } from './identify.ts';
import type { PageFault } from './pages.ts';
import { pageOf } from './pages.ts';
import type { Context, Operation } from './services/service.ts';
import { commonError } from './wire/aws-error.ts';
import { isComplaint, readInput } from './wire/members.ts';

/** Reads the input, asks whether it is allowed, and answers. Throws what AWS answers instead. */
export function perform(
  attempt: Attempt,
  operation: Operation,
  { asker, fault }: { readonly asker: Asker; readonly fault: Fault | null },
): object {
  const { service, route } = attempt;
  if (fault?.kind === 'internal' || fault?.kind === 'unavailable') throw commonError(service, fault.kind);
  const context = contextOf(attempt, asker, fault);
  const input = inputOf(attempt, operation);
  const action = operation.action === undefined ? `${service.name}:${route?.name}` : operation.action;
  const by = action === null ? null : (deniedBy(fault) ?? asker.account.denial(action, asker.region));
  if (action !== null && by !== null) {
    const resource = operation.resource?.(input as never, context) ?? null;
    const denied = { protocol: service.protocol, principalArn: asker.principal.arn, action, resource };
    throw commonError(service, 'denied', denialWords(denied, by));
  }
  return operation.answer(input as never, context);
}

function inputOf({ service, route }: Attempt, operation: Operation): Readonly<Record<string, unknown>> {
  if (route?.raw == null) throw commonError(service, 'malformed-request', 'The request could not be read.');
  const input = readInput(operation.members, route.raw, route.typed);
  if (!isComplaint(input)) return input;
  throw commonError(service, input.kind === 'form' ? 'malformed-request' : 'invalid-request', input.message);
}

function deniedBy(fault: Fault | null) {
  if (fault?.kind === 'access-denied') return 'identity-policy';
  return fault?.kind === 'denied-by-scp' ? 'service-control-policy' : null;
}

function contextOf(attempt: Attempt, asker: Asker, fault: Fault | null): Context {
  const { keys, now, sessionSeconds, route, api, serial, faults } = attempt;
  const { NextToken: _, nextToken: __, Marker: ___, position: ____, ...question } = route?.raw ?? {};
  const world = faults.closedAccounts.size === 0 ? attempt.world : closing(attempt);
  return {
    ...asker,
    world,
    page: (listing, options) => {
      const asked = `${api} ${asker.account.id} ${asker.region} ${JSON.stringify(question)}`;
      return pageOf(listing, options, { question: asked, fault: pageFault(fault), serial });
    },
    issue: (session, seconds) => keys.issue(session, now() + Math.min(seconds, sessionSeconds ?? seconds) * 1_000),
  };
}

function pageFault(fault: Fault | null): PageFault {
  if (fault?.kind === 'empty-page') return 'empty';
  return fault?.kind === 'endless-pages' ? `${fault.tokens}-token` : null;
}

/** The world with accounts closed that were not so at first. */
function closing({ world, faults: { closedAccounts } }: Attempt): Context['world'] {
  const closed = <A extends { readonly id: string }>(account: A): A =>
    closedAccounts.has(account.id) ? Object.create(account, { state: { value: 'SUSPENDED' } }) : account;
  const { accounts } = world;
  return {
    ...world,
    accounts: {
      length: accounts.length,
      at: (index) => closed(accounts.at(index)),
      find: (id) => {
        const found = accounts.find(id);
        return found === null ? null : closed(found);
      },
    },
  };
}
