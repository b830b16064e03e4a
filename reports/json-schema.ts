import type { BlindSpot } from '../src/model/blind-spots.ts';
import { CHANGES, type Comparison, type GoneFinding } from '../src/model/comparison.ts';
import type { Control } from '../src/model/controls.ts';
import { FRAMEWORKS } from '../src/model/controls.ts';
import { type MatrixRow, RECORD_STATES } from '../src/model/coverage-matrix.ts';
import type { ApiCall } from '../src/model/evidence.ts';
import { REASONS } from '../src/model/evidence.ts';
import type {
  CoverageRow,
  Finding,
  FindingReason,
  FindingRemediation,
  Report,
  RuleDescription,
  ScanDescription,
  Shard,
  Summary,
} from '../src/model/report.ts';
import { COVERAGE_STATUSES, SCHEMA_VERSION } from '../src/model/report.ts';
import { FAMILIES } from '../src/model/rule.ts';
import { OUTCOMES, SEVERITIES } from '../src/model/verdict.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The JSON Schema (2020-12) of what the `json` reporter writes, as the text of `schemas/report-1.0.schema.json`. */
export function reportSchemaText(): string {
  return `${JSON.stringify(REPORT, null, 2)}\n`;
}

/** An object with exactly the members of a type of the model; the compiler compares the names. */
function object<T>(properties: { readonly [K in keyof T]-?: Schema }): Schema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

function list(items: Schema): Schema {
  return { type: 'array', items };
}

function oneOf(values: readonly string[]): Schema {
  return { type: 'string', enum: values };
}

function nullable(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

function defined(name: 'apiCall' | 'control' | 'fact' | 'reason'): Schema {
  return { $ref: `#/$defs/${name}` };
}

/** An object with a count for each of some names. */
function counts<N extends string>(names: readonly N[]): { readonly [K in N]: Schema } {
  return Object.fromEntries(names.map((name) => [name, COUNT])) as { [K in N]: Schema };
}

const TEXT: Schema = { type: 'string' };
const NAME: Schema = { type: 'string', minLength: 1 };
const TIME: Schema = { type: 'string', format: 'date-time', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$' };
const COUNT: Schema = { type: 'integer', minimum: 0 };
const ORDINAL: Schema = { type: 'integer', minimum: 1 };
const SHA256: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const BOOLEAN: Schema = { type: 'boolean' };
const ACCOUNT_ID: Schema = { type: 'string', pattern: '^[0-9]{12}$' };
const ARN: Schema = { type: 'string', pattern: '^arn:' };
const REGION: Schema = { type: 'string', pattern: '^[a-z0-9-]+$' };
const RULE_ID: Schema = { type: 'string', pattern: `^(${FAMILIES.join('|')})/[a-z0-9-]+$` };

const DEFINITIONS = {
  apiCall: object<ApiCall>({
    api: { type: 'string', pattern: '^[a-z0-9-]+:[A-Za-z0-9]+$' },
    accountId: ACCOUNT_ID,
    region: nullable(REGION),
    parameters: { type: 'object', additionalProperties: TEXT },
    at: TIME,
    requestId: nullable(NAME),
  }),
  control: object<Control>({ framework: oneOf(Object.keys(FRAMEWORKS)), version: NAME, id: NAME }),
  fact: {
    anyOf: [
      { type: ['string', 'number', 'boolean', 'null'] },
      list(defined('fact')),
      { type: 'object', additionalProperties: defined('fact') },
    ],
  },
  reason: object<FindingReason>({
    reason: oneOf([...REASONS, 'undecidable']),
    detail: TEXT,
    call: nullable(defined('apiCall')),
  }),
};

const SCAN = object<ScanDescription>({
  partition: { type: 'string', pattern: '^aws[a-z-]*$' },
  caller: object<ScanDescription['caller']>({ accountId: ACCOUNT_ID, arn: ARN }),
  organization: nullable(
    object<NonNullable<ScanDescription['organization']>>({ id: NAME, managementAccountId: ACCOUNT_ID }),
  ),
  accounts: list(object<ScanDescription['accounts'][number]>({ id: ACCOUNT_ID, name: nullable(TEXT) })),
  regions: nullable(list(REGION)),
  startedAt: TIME,
  finishedAt: TIME,
  requests: { type: 'object', additionalProperties: COUNT },
  shard: nullable(object<Shard>({ index: ORDINAL, of: ORDINAL })),
  inventorySha256: SHA256,
  interrupted: BOOLEAN,
  judgedAt: TIME,
});

const RULE = object<RuleDescription>({
  id: RULE_ID,
  title: NAME,
  severity: oneOf(SEVERITIES),
  rationale: NAME,
  judgement: NAME,
  controls: list(defined('control')),
  references: list({ type: 'string', format: 'uri' }),
});

const FINGERPRINT: Schema = { type: 'string', pattern: '^[0-9a-f]{16}$' };
const RESOURCE = object<Finding['resource']>({ arn: ARN, type: NAME, name: TEXT });

const FINDING = object<Finding>({
  fingerprint: FINGERPRINT,
  ruleId: RULE_ID,
  outcome: oneOf(OUTCOMES),
  severity: oneOf(SEVERITIES),
  change: nullable(oneOf(CHANGES)),
  accountId: ACCOUNT_ID,
  region: nullable(REGION),
  resource: RESOURCE,
  message: NAME,
  reasons: list(defined('reason')),
  controls: list(defined('control')),
  remediation: nullable(object<FindingRemediation>({ cli: TEXT, terraform: TEXT, cloudformation: TEXT })),
  evidence: object<Finding['evidence']>({
    calls: list(defined('apiCall')),
    facts: { type: 'object', additionalProperties: defined('fact') },
  }),
});

const GONE = object<GoneFinding>({
  fingerprint: FINGERPRINT,
  ruleId: RULE_ID,
  severity: oneOf(SEVERITIES),
  accountId: ACCOUNT_ID,
  region: nullable(REGION),
  resource: RESOURCE,
  message: NAME,
  change: oneOf(['fixed', 'became-unknown']),
});

const COMPARISON = object<Omit<Comparison, 'worstNew'>>({
  baseline: object<Comparison['baseline']>({
    judgedAt: TIME,
    toolVersion: NAME,
    inventorySha256: nullable(SHA256),
  }),
  counts: object(counts(CHANGES)),
  newFailures: object(counts(SEVERITIES)),
  worsened: object(counts(SEVERITIES)),
  gone: list(GONE),
});

const SUMMARY = object<Summary>({
  outcomes: object(counts(OUTCOMES)),
  failures: object(counts(SEVERITIES)),
  byRule: list(object({ ...counts(OUTCOMES), ruleId: RULE_ID })),
  byAccount: list(object({ ...counts(OUTCOMES), accountId: ACCOUNT_ID })),
  coverage: object(counts(COVERAGE_STATUSES)),
});

type JsonReport = Pick<Report, 'tool' | 'scan' | 'rules' | 'summary'> &
  Record<'schemaVersion' | 'coverage' | 'findings' | 'matrix' | 'blindSpots' | 'comparison', unknown>;

const REPORT = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Trailgate report',
  description: 'The result of one scan: what was asked, how far it could be asked, and a finding for each verdict.',
  ...object<JsonReport>({
    schemaVersion: { const: SCHEMA_VERSION },
    tool: object<Report['tool']>({ name: NAME, version: NAME, homepage: { type: 'string', format: 'uri' } }),
    scan: SCAN,
    coverage: list(
      object<CoverageRow>({
        accountId: ACCOUNT_ID,
        region: nullable(REGION),
        status: oneOf(COVERAGE_STATUSES),
        reasons: list(defined('reason')),
      }),
    ),
    rules: list(RULE),
    findings: list(FINDING),
    matrix: list(
      object<MatrixRow>({
        accountId: ACCOUNT_ID,
        regions: list(REGION),
        service: NAME,
        source: NAME,
        access: oneOf(['read', 'write']),
        state: oneOf(RECORD_STATES),
        extent: oneOf(['all', 'some']),
        trails: list(ARN),
        perhapsTrails: list(ARN),
      }),
    ),
    blindSpots: list(object<BlindSpot>({ title: NAME, detail: NAME })),
    comparison: nullable(COMPARISON),
    summary: SUMMARY,
  }),
  $defs: DEFINITIONS,
};
