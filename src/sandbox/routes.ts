import { account } from './services/account.ts';
import { apigateway } from './services/apigateway.ts';
import { apigatewayv2 } from './services/apigatewayv2.ts';
import { cloudtrail } from './services/cloudtrail.ts';
import { ec2 } from './services/ec2.ts';
import { firehose } from './services/firehose.ts';
import { iam } from './services/iam.ts';
import { logs } from './services/logs.ts';
import { organizations } from './services/organizations.ts';
import { s3 } from './services/s3.ts';
import type { Operation, Service } from './services/service.ts';
import { sns } from './services/sns.ts';
import { sts } from './services/sts.ts';
import type { HttpRequest } from './wire/http.ts';
import { decoded, pairs, pathOf, queryOf } from './wire/http.ts';

export const SERVICES: readonly Service[] = [
  account,
  apigateway,
  apigatewayv2,
  cloudtrail,
  ec2,
  firehose,
  iam,
  logs,
  organizations,
  s3,
  sns,
  sts,
];

/** Where a request goes, by its form alone. */
export interface Route {
  readonly service: Service;
  /** As the request names it; empty where it names none. */
  readonly name: string;
  /** Null where the service has no such operation. */
  readonly operation: Operation | null;
  /** The input as it was sent; null where it cannot be read. */
  readonly raw: Readonly<Record<string, unknown>> | null;
  /** Whether the input's integers and flags have types of their own, or are text. */
  readonly typed: boolean;
}

/** Null where no service is known by such a request. */
export function routeOf(request: HttpRequest): Route | null {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) return jsonRoute(request, target);
  if (mediaType(request) === 'application/x-www-form-urlencoded') return queryRoute(request);
  return restRoute(request);
}

function mediaType({ headers }: HttpRequest): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function jsonRoute(request: HttpRequest, target: string): Route | null {
  const dot = target.lastIndexOf('.');
  const service = SERVICES.find((candidate) => candidate.target === target.slice(0, dot));
  if (service === undefined) return null;
  const name = target.slice(dot + 1);
  const formed =
    request.method === 'POST' && request.target === '/' && mediaType(request) === 'application/x-amz-json-1.1';
  return { service, name, operation: formed ? named(service, name) : null, raw: jsonObject(request.body), typed: true };
}

/** Not an inherited name such as `constructor`. */
function named({ operations }: Service, name: string): Operation | null {
  return Object.hasOwn(operations, name) ? (operations[name] ?? null) : null;
}

function jsonObject(body: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function queryRoute(request: HttpRequest): Route | null {
  const parameters = parametersOf(pairs(request.body.toString()));
  const { Version, Action, ...raw } = parameters ?? {};
  const service = SERVICES.find(({ version }) => version !== undefined && version === Version);
  if (service === undefined) return null;
  const name = typeof Action === 'string' ? Action : '';
  const formed = request.method === 'POST' && pathOf(request) === '/';
  return { service, name, operation: formed ? named(service, name) : null, raw, typed: false };
}

/** Lists come as `Name.1` (EC2) or `Name.member.1` (Query), one parameter for each item. */
function parametersOf(sent: ReturnType<typeof pairs>): Record<string, unknown> | null {
  const parameters: Record<string, unknown> = {};
  for (const [rawName, rawValue] of sent) {
    const [name, value] = [decoded(rawName), decoded(rawValue)];
    if (name === null || value === null) return null;
    const list = /^([A-Za-z]+)(?:\.member)?\.\d+$/.exec(name)?.[1];
    if (list === undefined) parameters[name] = value;
    else parameters[list] = [...((parameters[list] as string[] | undefined) ?? []), value];
  }
  return parameters;
}

interface RestOperation {
  readonly service: Service;
  readonly name: string;
  readonly operation: Operation;
  readonly method: string;
  readonly path: RegExp;
  readonly flag: string | undefined;
}

const REST: readonly RestOperation[] = SERVICES.flatMap((service) =>
  Object.entries(service.operations).flatMap(([name, operation]) => {
    if (operation.http === undefined) return [];
    const { method, path, flag } = operation.http;
    const pattern = path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    return [{ service, name, operation, method, path: new RegExp(`^${pattern}$`), flag }];
  }),
);

function restRoute(request: HttpRequest): Route | null {
  const path = pathOf(request);
  for (const { service, name, operation, method, path: pattern, flag } of REST) {
    const match = pattern.exec(path);
    if (match !== null && request.method === method && (flag === undefined || hasFlag(request, flag))) {
      const raw = restInput(request, match.groups ?? {}, flag);
      return { service, name, operation, raw, typed: method === 'POST' };
    }
  }
  return null;
}

function hasFlag(request: HttpRequest, flag: string): boolean {
  return queryOf(request).some(([name]) => name === flag);
}

function restInput(request: HttpRequest, labels: Readonly<Record<string, string>>, flag: string | undefined) {
  if (request.method === 'POST') return mediaType(request) === 'application/json' ? jsonObject(request.body) : null;
  if (request.body.length > 0) return null;
  const query = parametersOf(queryOf(request).filter(([name]) => name !== flag));
  const path = Object.entries(labels).map(([name, value]) => [name, decoded(value)] as const);
  if (query === null || path.some(([, value]) => value === null)) return null;
  return { ...query, ...Object.fromEntries(path) };
}
