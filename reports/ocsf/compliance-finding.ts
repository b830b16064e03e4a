import type { Change } from '../../src/model/comparison.ts';
import type { Control } from '../../src/model/controls.ts';
import { FRAMEWORKS } from '../../src/model/controls.ts';
import type { Finding, Report, RuleDescription } from '../../src/model/report.ts';
import type { AccountId } from '../../src/model/target.ts';
import type { Outcome, Severity } from '../../src/model/verdict.ts';
import { jsonText } from '../json-text.ts';
import { shorten } from '../visible-text.ts';

/** The newest version of OCSF that Security Lake takes from custom sources. */
const OCSF_VERSION = '1.3.0';
const CLASS_UID = 2003;
/** Of OCSF's type `string_t`, in characters. */
const STRING_LIMIT = 65_535;

/** A number that OCSF defines, and its caption. */
interface Normalized {
  readonly id: number;
  readonly caption: string;
}

const CREATE: Normalized = { id: 1, caption: 'Create' };
const UPDATE: Normalized = { id: 2, caption: 'Update' };
const CLOSE: Normalized = { id: 3, caption: 'Close' };

/** What a baseline tells of a finding's life; without one each report begins anew. */
const ACTIVITIES: Readonly<Record<Change, Normalized>> = {
  new: CREATE,
  changed: UPDATE,
  unchanged: UPDATE,
  'became-unknown': UPDATE,
  fixed: CLOSE,
};

const SEVERITIES: Readonly<Record<Severity, Normalized>> = {
  critical: { id: 5, caption: 'Critical' },
  high: { id: 4, caption: 'High' },
  medium: { id: 3, caption: 'Medium' },
  low: { id: 2, caption: 'Low' },
};

const INFORMATIONAL: Normalized = { id: 1, caption: 'Informational' };
const UNKNOWN: Normalized = { id: 0, caption: 'Unknown' };

/**
 * The result of the check. `Warning` is not used: who knows only its name would take it for a lesser failure, or for a
 * pass with a remark.
 */
const RESULTS: Readonly<Record<Outcome, Normalized>> = {
  fail: { id: 3, caption: 'Fail' },
  unknown: UNKNOWN,
  pass: { id: 1, caption: 'Pass' },
  'not-applicable': { id: 99, caption: 'Not Applicable' },
};

/** Where the finding stands in its review. OCSF has no word for what needs none. */
const STATUSES: Readonly<Record<Outcome, Normalized>> = {
  fail: { id: 1, caption: 'New' },
  unknown: { id: 1, caption: 'New' },
  pass: { id: 99, caption: 'No Review Needed' },
  'not-applicable': { id: 99, caption: 'No Review Needed' },
};
const RESOLVED: Normalized = { id: 4, caption: 'Resolved' };

/** Turns findings into events of OCSF 1.3.0's class Compliance Finding, with the profile `cloud`. */
export function complianceFindings(report: Report): (finding: Finding) => unknown {
  const { scan, tool } = report;
  const time = Date.parse(scan.judgedAt);
  const rules = new Map<string, RuleDescription>(report.rules.map((rule) => [rule.id, rule]));
  const names = new Map(scan.accounts.map(({ id, name }) => [id, name]));
  const product = { name: tool.name, vendor_name: tool.name, version: tool.version, url_string: tool.homepage };
  const organization = scan.organization === null ? {} : { org: { uid: scan.organization.id } };
  return (finding) => {
    const { fingerprint, ruleId, accountId, region, message } = finding;
    const rule = rules.get(ruleId);
    const event = {
      ...classification(finding),
      time,
      message,
      metadata: {
        version: OCSF_VERSION,
        product,
        profiles: ['cloud'],
        uid: `${fingerprint}.${time}`,
        correlation_uid: scan.inventorySha256,
        event_code: ruleId,
      },
      finding_info: findingInfo(finding, rule),
      compliance: compliance(finding, rule),
      resources: [resource(finding, scan.partition, names)],
      cloud: {
        provider: 'AWS',
        account: account(accountId, names),
        ...(region === null ? {} : { region }),
        ...organization,
      },
      ...remediation(finding, rule),
    };
    return { ...limited(event), unmapped: unmapped(finding) };
  };
}

/** What the event is, in OCSF's numbers. Only a failure has a severity: that of an unknown is unknown. */
function classification({ outcome, severity, change, reasons }: Finding) {
  const activity = change === null ? CREATE : ACTIVITIES[change];
  const gravity = outcome === 'fail' ? SEVERITIES[severity] : outcome === 'unknown' ? UNKNOWN : INFORMATIONAL;
  const status = change === 'fixed' ? RESOLVED : STATUSES[outcome];
  return {
    category_uid: 2,
    category_name: 'Findings',
    class_uid: CLASS_UID,
    class_name: 'Compliance Finding',
    activity_id: activity.id,
    activity_name: activity.caption,
    type_uid: CLASS_UID * 100 + activity.id,
    type_name: `Compliance Finding: ${activity.caption}`,
    severity_id: gravity.id,
    severity: gravity.caption,
    status_id: status.id,
    status: status.caption,
    status_code: outcome,
    ...(reasons.length === 0
      ? {}
      : { status_detail: reasons.map(({ reason, detail }) => `${reason}: ${detail}`).join('\n') }),
  };
}

/** When a finding was first seen is not told, because a report does not know. */
function findingInfo({ fingerprint, ruleId, evidence }: Finding, rule: RuleDescription | undefined) {
  const title = rule?.title ?? ruleId;
  const seen = Math.max(...evidence.calls.map(({ at }) => Date.parse(at)));
  return {
    uid: fingerprint,
    title,
    ...(rule === undefined ? {} : { desc: rule.rationale }),
    types: [ruleId.split('/')[0]],
    analytic: { uid: ruleId, name: title, type_id: 1, type: 'Rule' },
    ...(Number.isFinite(seen) ? { last_seen_time: seen } : {}),
  };
}

/** `standards` is required: it is empty for a rule that no framework asks for. */
function compliance({ outcome, ruleId, controls }: Finding, rule: RuleDescription | undefined) {
  const result = RESULTS[outcome];
  return {
    control: rule?.title ?? ruleId,
    requirements: controls.map((control) => `${standard(control)} ${control.id}`),
    standards: [...new Set(controls.map(standard))],
    status: result.caption,
    status_id: result.id,
  };
}

function standard({ framework, version }: Control): string {
  return `${FRAMEWORKS[framework]} ${version}`;
}

type AccountNames = ReadonlyMap<AccountId, string | null>;

function resource(
  { accountId, region, resource: { arn, type, name } }: Finding,
  partition: string,
  names: AccountNames,
) {
  const owner = ownerOf(arn, accountId);
  return {
    uid: arn,
    name,
    type,
    cloud_partition: partition,
    ...(region === null ? {} : { region }),
    ...(owner === null
      ? {}
      : {
          owner: {
            uid: owner,
            name: names.get(owner) ?? owner,
            type_id: 99,
            type: 'AWS Account',
            account: account(owner, names),
          },
        }),
  };
}

/**
 * The account that the ARN names. API Gateway's name none, and are listed to their owner alone; of others without one,
 * such as S3 buckets, the owner is not known.
 */
function ownerOf(arn: string, accountId: AccountId): AccountId | null {
  const [, , service, , owner = ''] = arn.split(':');
  if (/^\d{12}$/.test(owner)) return owner;
  return service === 'apigateway' ? accountId : null;
}

/** An account without a known name is called by its id, as its subject is: readers of OCSF insist on a name. */
function account(id: AccountId, names: AccountNames) {
  return { uid: id, name: names.get(id) ?? id, type_id: 10, type: 'AWS Account' };
}

function remediation({ remediation: repair }: Finding, rule: RuleDescription | undefined) {
  if (repair === null) return {};
  return { remediation: { desc: repair.cli, references: rule?.references ?? [] } };
}

/** What OCSF has no place for. The values are texts, so that in a table the column has one type for every rule. */
function unmapped({ outcome, severity, change, reasons, evidence, remediation: repair }: Finding) {
  return {
    outcome,
    severity,
    ...(change === null ? {} : { change }),
    reasons: jsonText(reasons),
    facts: jsonText(evidence.facts),
    calls: jsonText(evidence.calls),
    ...(repair === null ? {} : { terraform: repair.terraform, cloudformation: repair.cloudformation }),
  };
}

/** The same with every text cut to what OCSF allows. */
function limited(parts: object): object {
  return Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, limitedPart(part)]));
}

function limitedPart(part: unknown): unknown {
  if (typeof part === 'string') return shorten(part, STRING_LIMIT);
  if (Array.isArray(part)) return part.map(limitedPart);
  return typeof part === 'object' && part !== null ? limited(part) : part;
}
