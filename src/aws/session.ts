import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { ApiCall, Evidence } from '../model/evidence.ts';
import { collected, unavailable } from '../model/evidence.ts';
import type { AccountId, Region } from '../model/target.ts';
import type { Clients, Service } from './clients.ts';
import { type Credentials, keepCredentials } from './credentials.ts';
import type { Attempt, Pacer } from './pacer.ts';
import { bucketFor, precedenceOf } from './rates.ts';
import { diagnose, Refusal } from './refusal.ts';

/** One of the SDK's commands: what tells its input and what answer it brings. */
export interface SdkCommand<Input extends object, Output> {
  new (
    input: Input,
  ): {
    readonly input: object;
    resolveMiddleware(stack: never, configuration: never, options: never): (args: never) => Promise<{ output: Output }>;
  };
}

/** Asks AWS with one account's credentials, and remembers each call as provenance of the evidence being collected. */
export interface Ask {
  /** One request, paced and retried. Throws a Refusal. `region` is where the request is signed for and sent to. */
  <Input extends object, Output>(
    service: Service,
    region: Region,
    command: SdkCommand<Input, Output>,
    input: Input,
  ): Promise<Output>;
  /** Collects a part that may fail by itself: its calls, or its refusal, become evidence within the evidence. */
  apart<T>(collect: (ask: Ask) => Promise<T>): Promise<Evidence<T>>;
}

/** One account's credentials. */
export interface Session {
  readonly accountId: AccountId;
  /** Collects one answer with its provenance. Anything but a Refusal that is thrown is a defect, and shows as `error`. */
  collect<T>(collect: (ask: Ask) => Promise<T>): Promise<Evidence<T>>;
}

/** What all sessions of a scan share. */
export interface Shared {
  readonly pacer: Pacer;
  readonly clients: Clients;
  readonly signal: AbortSignal;
  /** Requests sent so far, retries included, by API. */
  readonly requests: Map<string, number>;
}

export function openSession(accountId: AccountId, provider: AwsCredentialIdentityProvider, shared: Shared): Session {
  const credentials = keepCredentials(provider);

  async function collect<T>(collector: (ask: Ask) => Promise<T>): Promise<Evidence<T>> {
    const calls: ApiCall[] = [];
    const ask: Ask = Object.assign(
      <Input extends object, Output>(
        service: Service,
        region: Region,
        command: SdkCommand<Input, Output>,
        input: Input,
      ): Promise<Output> => {
        const api = apiName(service, command.name);
        return answerOf({ accountId, credentials, service, region, api, command, input, calls }, shared);
      },
      { apart: collect },
    );
    try {
      const value = await collector(ask);
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

  return { accountId, collect };
}

/** One request to be made, and where to note it once it was answered. */
interface Question {
  readonly accountId: AccountId;
  readonly credentials: Credentials;
  readonly service: Service;
  readonly region: Region;
  readonly api: string;
  readonly command: new (input: never) => { readonly input: object };
  readonly input: object;
  readonly calls: ApiCall[];
}

async function answerOf<Output>(question: Question, shared: Shared): Promise<Output> {
  const { accountId, region, api } = question;
  try {
    const request = { bucket: bucketFor(api, accountId, region), precedence: precedenceOf(api) };
    return await shared.pacer.run(request, () => attempt<Output>(question, shared));
  } catch (error) {
    if (error instanceof Refusal || !shared.signal.aborted) throw error;
    throw new Refusal(unavailable('not-asked', 'the scan was interrupted', null), '', null);
  }
}

async function attempt<Output>(question: Question, { clients, requests, signal }: Shared): Promise<Attempt<Output>> {
  const { service, region, api, credentials, calls } = question;
  let identity: AwsCredentialIdentity | null = null;
  try {
    const client = await clients.for(service, region);
    const signer = await credentials.get();
    identity = signer;
    requests.set(api, (requests.get(api) ?? 0) + 1);
    const output = (await client.send(new question.command(question.input as never), signer)) as Answer;
    calls.push(record(question, output.$metadata?.requestId ?? null));
    return { done: true, value: output as Output };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    // The credentials were refused, by a question of their own.
    if (error instanceof Refusal) return { done: false, retry: 'never', error };
    const { reason, retry, code, httpStatus, detail, requestId } = diagnose(error);
    if (retry === 'expired' && identity !== null) credentials.renew(identity);
    const missing = unavailable(reason, detail, record(question, requestId));
    return { done: false, retry, error: new Refusal(missing, code, httpStatus) };
  }
}

/** The services without regions: their calls are recorded as the account's, not a region's. */
const GLOBAL: ReadonlySet<Service> = new Set(['iam', 'organizations', 'sts', 'account']);

function record({ accountId, service, region, api, input }: Question, requestId: string | null): ApiCall {
  return {
    api,
    accountId,
    region: GLOBAL.has(service) ? null : region,
    parameters: parametersOf(input),
    at: new Date().toISOString(),
    requestId,
  };
}

function identity({ api, region, parameters }: ApiCall): string {
  return `${api} ${region ?? ''} ${JSON.stringify(parameters)}`;
}

interface Answer {
  readonly $metadata?: { readonly requestId?: string };
}

/** `cloudtrail:DescribeTrails`. API Gateway's second control plane has IAM's and the endpoints' name `apigateway` too. */
function apiName(service: Service, command: string): string {
  const operation = command.replace(/Command$/, '');
  return `${service === 'apigatewayv2' ? 'apigateway' : service}:${operation}`;
}

/** Neither page tokens, which say nothing, nor an external id, which is a secret of the two parties. */
const UNRECORDED = new Set(['ExternalId', 'NextToken', 'nextToken', 'Marker', 'position']);

function parametersOf(input: object): Record<string, string> {
  const recorded = Object.entries(input).flatMap(([name, value]) => {
    if (UNRECORDED.has(name)) return [];
    if (typeof value === 'string') return [[name, value]];
    return Array.isArray(value) ? [[name, value.join(' ')]] : [];
  });
  return Object.fromEntries(recorded);
}
