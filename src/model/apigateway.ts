import type { Evidence } from './evidence.ts';
import type { Subject } from './subject.ts';
import type { Arn } from './target.ts';

export const API_KINDS = ['rest', 'http', 'websocket'] as const;
export type ApiKind = (typeof API_KINDS)[number];

/** GetAccount of one region. AWS answers 404 where an account never used API Gateway: `everUsed` is then false. */
export interface ApiGatewayAccount {
  readonly everUsed: boolean;
  readonly cloudWatchRoleArn: Arn | null;
}

/** Where access logs go and in which form. REST accepts a destination without a format. */
export interface AccessLogSettings {
  /** Without the trailing `:*` of a log group's ARN. */
  readonly destinationArn: Arn | null;
  readonly format: string | null;
}

/** A level that AWS stores; null where it sent none for this key. */
export type LoggingLevel = 'OFF' | 'ERROR' | 'INFO';

export interface LoggingOverride {
  /** For REST `/pets/{id} GET`, for WebSocket the route key. */
  readonly route: string;
  readonly level: LoggingLevel | null;
  /** Whether whole requests and responses are logged; nothing is where the level is OFF. */
  readonly dataTrace: boolean;
}

/** The stage-wide level, and the methods or routes that override it. An override beats the stage-wide level. */
export interface ExecutionLogSettings {
  readonly level: LoggingLevel;
  /** Whether whole requests and responses are logged; nothing is where the level is OFF. */
  readonly dataTrace: boolean;
  readonly overrides: readonly LoggingOverride[];
}

/** A stage of a REST, HTTP or WebSocket API. `type` is the stage's CloudFormation type. */
export interface Stage extends Subject {
  readonly type: 'AWS::ApiGateway::Stage' | 'AWS::ApiGatewayV2::Stage';
  readonly kind: ApiKind;
  readonly apiId: string;
  readonly apiName: string;
  readonly stageName: string;
  readonly accessLog: AccessLogSettings | null;
  /** Null for HTTP APIs, which have no execution logs. */
  readonly executionLog: ExecutionLogSettings | null;
}

export interface Api {
  readonly kind: ApiKind;
  readonly id: string;
  readonly name: string;
  readonly stages: Evidence<readonly Stage[]>;
}

/** Every API of a region. REST and v2 are two services to ask, so that one may be denied and the other not. */
export interface ApiGatewayApis {
  readonly rest: Evidence<readonly Api[]>;
  readonly v2: Evidence<readonly Api[]>;
}
