import { setMaxListeners } from 'node:events';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { ApiCall, Evidence } from '../model/evidence.ts';
import { collected, unavailable } from '../model/evidence.ts';
import type { AccountId, Region } from '../model/target.ts';
import type { Client, Service } from './clients.ts';
import { makeClient, openConnections } from './clients.ts';
import { startPacer } from './pacer.ts';
import { bucketFor } from './rates.ts';
import { diagnose, Refusal } from './refusal.ts';

/** The part of an SDK command that tells what answer it brings. */
export interface SdkCommand<Output> {
  readonly input: object;
  resolveMiddleware(stack: never, configuration: never, options: never): (args: never) => Promise<{ output: Output }>;
}

/** Asks AWS with one account's credentials, and remembers each call as provenance of the evidence being collected. */
export interface Ask {
  /** One request, paced and retried. Throws a Refusal. `region` is where the request is signed for and sent to. */
  <Output>(service: Service, region: Region, command: SdkCommand<Output>): Promise<Output>;
  /** Collects a part that may fail by itself: its calls, or its refusal, become evidence within the evidence. */
  apart<T>(collect: (ask: Ask) => Promise<T>): Promise<Evidence<T>>;
}

/** One account's credentials and clients. */
export interface Session {
  readonly accountId: AccountId;
  /** Collects one answer with its provenance. Anything but a Refusal that is thrown is a defect, and shows as `error`. */
  collect<T>(collect: (ask: Ask) => Promise<T>): Promise<Evidence<T>>;
  /** Drops the clients. The session can go on; it will make new ones. */
  close(): void;
}

export interface AccessOptions {
  readonly share: number;
  readonly signal: AbortSignal;
  readonly profile: string | null;
}

/** What all sessions of a scan share: pacing, connections and the count of requests. */
export interface Access {
  session(accountId: AccountId, credentials: AwsCredentialIdentityProvider): Session;
  /** Requests sent so far, retries included, by API. */
  readonly requests: ReadonlyMap<string, number>;
  close(): void;
}

const SLOTS = 128;
/** The services without regions: their calls are recorded as the account's, not a region's. */
const GLOBAL: ReadonlySet<Service> = new Set(['iam', 'organizations', 'sts', 'account']);

export function openAccess({ share, signal, profile }: AccessOptions): Access {
  // Every request under way listens to it; Node would take that for a leak.
  setMaxListeners(0, signal);
  const pacer = startPacer({ share, slots: SLOTS, signal });
  const { handler, close } = openConnections(SLOTS);
  const requests = new Map<string, number>();

  function session(accountId: AccountId, credentials: AwsCredentialIdentityProvider): Session {
    const clients = new Map<string, Client>();
    const remembered = memoize(credentials);

    function client(service: Service, region: Region): Client {
      const key = `${service} ${region}`;
      const known = clients.get(key);
      if (known !== undefined) return known;
      const made = makeClient({ service, region, credentials: remembered, handler, profile });
      clients.set(key, made);
      return made;
    }

    function askInto(calls: ApiCall[]): Ask {
      const ask = async <Output>(service: Service, region: Region, command: SdkCommand<Output>): Promise<Output> => {
        const api = apiName(service, command);
        const record = (requestId: string | null): ApiCall => ({
          api,
          accountId,
          region: GLOBAL.has(service) ? null : region,
          parameters: parametersOf(command.input),
          at: new Date().toISOString(),
          requestId,
        });
        return pacer
          .run(bucketFor(api, accountId, region), async () => {
            requests.set(api, (requests.get(api) ?? 0) + 1);
            try {
              const output = (await client(service, region).send(command, { abortSignal: signal })) as Answer;
              calls.push(record(output.$metadata?.requestId ?? null));
              return { done: true, value: output as Output };
            } catch (error) {
              if (signal.aborted) throw signal.reason;
              // The credentials were refused, by a question of their own.
              if (error instanceof Refusal) return { done: false, retry: 'never', error };
              const { reason, retry, code, httpStatus, detail, requestId } = diagnose(error);
              const refusal = new Refusal(unavailable(reason, detail, record(requestId)), code, httpStatus);
              return { done: false, retry, error: refusal };
            }
          })
          .catch((error: unknown) => {
            if (error instanceof Refusal || !signal.aborted) throw error;
            throw new Refusal(unavailable('not-asked', 'the scan was interrupted', null), '', null);
          });
      };
      return Object.assign(ask, { apart: collectEvidence });
    }

    async function collectEvidence<T>(collect: (ask: Ask) => Promise<T>): Promise<Evidence<T>> {
      const calls: ApiCall[] = [];
      try {
        const value = await collect(askInto(calls));
        // Calls that were under way together end in any order; the same evidence must read the same.
        return collected(
          value,
          calls.sort((a, b) => (identity(a) < identity(b) ? -1 : 1)),
        );
      } catch (error) {
        if (error instanceof Refusal) return error.unavailable;
        const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        return unavailable('error', detail, calls.at(-1) ?? null);
      }
    }

    return {
      accountId,
      collect: collectEvidence,
      close: () => {
        for (const made of clients.values()) made.destroy();
        clients.clear();
      },
    };
  }

  return { session, requests, close };
}

function identity({ api, region, parameters }: ApiCall): string {
  return `${api} ${region ?? ''} ${JSON.stringify(parameters)}`;
}

interface Answer {
  readonly $metadata?: { readonly requestId?: string };
}

/** `cloudtrail:DescribeTrails`. API Gateway's second control plane has IAM's and the endpoints' name `apigateway` too. */
function apiName(service: Service, command: SdkCommand<unknown>): string {
  const operation = command.constructor.name.replace(/Command$/, '');
  return `${service === 'apigatewayv2' ? 'apigateway' : service}:${operation}`;
}

/** Neither page tokens, which say nothing, nor an external id, which is a secret of the two parties. */
const UNRECORDED = new Set(['ExternalId', 'NextToken', 'nextToken', 'Marker', 'position']);

function parametersOf(input: object): Record<string, string> {
  const recorded = Object.entries(input).filter(([name, value]) => typeof value === 'string' && !UNRECORDED.has(name));
  return Object.fromEntries(recorded);
}

/** Five minutes before credentials end they are asked for again. */
const EARLY = 5 * 60_000;

/** Keeps credentials until shortly before they expire, and asks once however many requests need them. */
function memoize(provider: AwsCredentialIdentityProvider): AwsCredentialIdentityProvider {
  let held: Promise<AwsCredentialIdentity> | null = null;
  let expiresAt = Number.POSITIVE_INFINITY;
  return () => {
    if (held === null || Date.now() > expiresAt - EARLY) {
      expiresAt = Number.POSITIVE_INFINITY;
      held = provider().then(
        (credentials) => {
          expiresAt = credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
          return credentials;
        },
        (error: unknown) => {
          held = null;
          throw error;
        },
      );
    }
    return held;
  };
}
