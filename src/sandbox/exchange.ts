import type { AccessKeys } from './access-keys.ts';
import { accessKeysOf } from './access-keys.ts';
import type { Attempt, ExchangeOptions } from './attempt.ts';
import type { Fault } from './faults.ts';
import { identify } from './identify.ts';
import { perform } from './perform.ts';
import { routeOf, SERVICES } from './routes.ts';
import type { Service } from './services/service.ts';
import { parseSignature } from './signature.ts';
import type { CommonError } from './wire/aws-error.ts';
import { AwsError, commonError } from './wire/aws-error.ts';
import type { HttpAnswer, HttpRequest } from './wire/http.ts';
import type { Rendering } from './wire/render.ts';
import { renderError, renderOutput } from './wire/render.ts';

/** An answer, what it was to, and what happens to it on its way. */
export interface Outcome {
  /** `cloudtrail:DescribeTrails`, also where the sandbox does not have such an operation. */
  readonly api: string;
  readonly answer: HttpAnswer;
  readonly fault: Fault | null;
  readonly throttled: boolean;
  /** Whether it asked for an operation that the sandbox does not have. */
  readonly unknown: boolean;
}

export interface Exchange {
  readonly keys: AccessKeys;
  answer(request: HttpRequest): Outcome;
}

/** Everything between a request and its answer but the wire. */
export function openExchange(options: ExchangeOptions): Exchange {
  const keys = accessKeysOf(options.world);
  let serial = 0;

  function receive(request: HttpRequest): Attempt {
    serial += 1;
    const signature = parseSignature(request.headers.authorization);
    const route = routeOf(request);
    const service = route?.service ?? serviceNamed(signature?.service);
    const name = route?.name || `${request.method} ${request.target.split('?')[0]}`;
    return { ...options, keys, request, serial, signature, route, service, api: `${service.name}:${name}` };
  }

  return {
    keys,
    answer: (request) => {
      const attempt = receive(request);
      const { api, service, route, faults, rates } = attempt;
      let fault: Fault | null = null;
      let throttled = false;
      let answer: HttpAnswer;
      try {
        fault = faults.next(askedFor(attempt));
        const asker = identify(attempt, fault);
        if (route?.operation == null) throw unknownOperation(attempt);
        throttled = fault?.kind === 'throttled' || rates?.take(api, asker.account.id, asker.region) === false;
        if (throttled) throw commonError(service, 'throttled');
        answer = renderOutput(renderingOf(attempt), perform(attempt, route.operation, { asker, fault }));
      } catch (error) {
        answer = renderError(renderingOf(attempt), error instanceof AwsError ? error : ownFailure(service, error));
      }
      return { api, answer, fault, throttled, unknown: route?.operation == null };
    },
  };
}

/** Where a request's form tells nothing, its credential scope tells in which service's words to refuse it. */
function serviceNamed(name: string | undefined): Service {
  const service = SERVICES.find((candidate) => candidate.name === name) ?? SERVICES[0];
  if (service === undefined) throw new Error('the sandbox has no services');
  return service;
}

/** What fault rules see, before anything is checked. AssumeRole asks the role's account. */
function askedFor({ api, route, keys, signature, request }: Attempt) {
  const { accessKeyId = '', region = '' } = signature ?? {};
  const holder = keys.holderOf(accessKeyId, request.headers['x-amz-security-token']);
  const signer = holder === null ? '' : holder.kind === 'user' ? holder.accountId : holder.session.accountId;
  const roleArn = api === 'sts:AssumeRole' ? route?.raw?.RoleArn : undefined;
  const accountId = typeof roleArn === 'string' ? (roleArn.split(':')[4] ?? signer) : signer;
  return { api, accountId, region, accessKeyId };
}

function renderingOf({ service, route, serial }: Attempt): Rendering {
  const { protocol, xmlNamespace = '' } = service;
  const requestId = `7a1164a7-5eed-4000-8000-${serial.toString(16).padStart(12, '0')}`;
  return { protocol, requestId, operation: route?.name ?? '', xmlNamespace };
}

function unknownOperation({ service, route, request }: Attempt): AwsError {
  const kind: CommonError = 'unknown-operation';
  const name = route?.name ?? '';
  switch (service.protocol) {
    case 'query':
      return commonError(service, kind, `Could not find operation ${name} for version ${service.version}`);
    case 'ec2':
      return commonError(service, kind, `The action ${name} is not valid for this web service.`);
    default:
      return commonError(service, kind, `The operation ${name || `${request.method} ${request.target}`} is not known.`);
  }
}

/** A mistake of the sandbox's: it must not look like AWS's. */
function ownFailure(service: Service, error: unknown): AwsError {
  return commonError(service, 'internal', `the sandbox itself failed: ${error instanceof Error ? error.stack : error}`);
}
