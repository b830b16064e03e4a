import type { AccountId, Arn, Region } from './target.ts';

/**
 * What becomes of events. `recorded`: a trail that is known to work selects them; `lost`: no trail does, not even one
 * that could not be read in full; `uncertain`: neither is known.
 */
export const RECORD_STATES = ['recorded', 'uncertain', 'lost'] as const;
export type RecordState = (typeof RECORD_STATES)[number];

/** A service of the matrix, by the event source that its records name. */
interface MatrixService {
  readonly service: string;
  readonly source: string;
}

/** The services whose coverage every report shows. Sources as in their CloudTrail records. */
export const MATRIX_SERVICES: readonly MatrixService[] = [
  { service: 'API Gateway', source: 'apigateway.amazonaws.com' },
  { service: 'CloudWatch', source: 'monitoring.amazonaws.com' },
  { service: 'EventBridge', source: 'events.amazonaws.com' },
  { service: 'CloudWatch Logs', source: 'logs.amazonaws.com' },
  { service: 'Amplify', source: 'amplify.amazonaws.com' },
  { service: 'Amplify backend', source: 'amplifybackend.amazonaws.com' },
  { service: 'Amplify UI Builder', source: 'amplifyuibuilder.amazonaws.com' },
  { service: 'IAM', source: 'iam.amazonaws.com' },
  { service: 'STS', source: 'sts.amazonaws.com' },
  { service: 'CloudTrail', source: 'cloudtrail.amazonaws.com' },
  { service: 'Organizations', source: 'organizations.amazonaws.com' },
];

/** What becomes of the read or the write management events of one service, in each of some regions of one account. */
export interface MatrixRow {
  readonly accountId: AccountId;
  /** Regions that are alike; never empty. */
  readonly regions: readonly Region[];
  readonly service: string;
  readonly source: string;
  readonly access: 'read' | 'write';
  /** The worst that becomes of some of them. */
  readonly state: RecordState;
  /** Whether that becomes of all of them. */
  readonly extent: 'all' | 'some';
  /** Trails that for certain record at least some of them, and trails of which that is not known. */
  readonly trails: readonly Arn[];
  readonly perhapsTrails: readonly Arn[];
}
