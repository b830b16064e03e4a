import type { Control } from '../../src/model/controls.ts';
import { FRAMEWORKS } from '../../src/model/controls.ts';
import type { ApiCall } from '../../src/model/evidence.ts';
import type { Finding, FindingReason, FindingRemediation, Report, RuleDescription } from '../../src/model/report.ts';
import type { Region } from '../../src/model/target.ts';
import type { Outcome } from '../../src/model/verdict.ts';
import { jsonText } from '../json-text.ts';
import { place } from '../place.ts';
import { shorten, visible } from '../visible-text.ts';
import { sentence } from '../words.ts';

/** What Security Hub takes of each field, in characters (API Reference, AwsSecurityFinding and Recommendation). */
const LIMITS = { title: 256, description: 1024, recommendation: 512, productField: 2048 } as const;
const REQUIREMENTS_LIMIT = 32;
/** Ours, where Security Hub names none, so that no finding comes near its 240 KB. No ARN is longer than the first. */
const RESOURCE_ID_LIMIT = 2048;
const DETAIL_LIMIT = 512;
const REASONS_LIMIT = 20;

/** A partition's region for what no region holds (botocore's partitions). */
const HOME_REGIONS: Readonly<Record<string, Region>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-northwest-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-eusc': 'eusc-de-east-1',
};

/** The partitions that a resource may name (Security Hub API Reference, Resource). */
const NAMED_PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'];

/** The resource types that Security Hub knows, by CloudFormation's; every other is `Other`. */
const RESOURCE_TYPES: ReadonlyMap<string, string> = new Map([
  ['AWS::::Account', 'AwsAccount'],
  ['AWS::ApiGateway::Stage', 'AwsApiGatewayStage'],
  ['AWS::ApiGatewayV2::Stage', 'AwsApiGatewayV2Stage'],
  ['AWS::CloudTrail::Trail', 'AwsCloudTrailTrail'],
  ['AWS::IAM::Role', 'AwsIamRole'],
  ['AWS::S3::Bucket', 'AwsS3Bucket'],
]);

/**
 * WARNING is `some information is missing`, NOT_AVAILABLE also what does not apply (Security Hub API Reference,
 * Compliance): an unknown is the first, so that the two stay apart.
 */
const STATUSES = {
  pass: 'PASSED',
  fail: 'FAILED',
  unknown: 'WARNING',
  'not-applicable': 'NOT_AVAILABLE',
} as const satisfies Readonly<Record<Outcome, string>>;

/** Two of the types that Security Hub defines (User Guide, types taxonomy): for what a framework asks for, and for the rest. */
const STANDARD_TYPES = ['Software and Configuration Checks/Industry and Regulatory Standards'];
const OTHER_TYPES = ['Software and Configuration Checks/AWS Security Best Practices'];

/** Where a finding is imported: in its resource's region, or in the partition's home for what no region holds. */
export function importRegion({ region }: Finding, partition: string): Region {
  // The region becomes part of an ARN and of a file's name, and a trail's home is told by AWS.
  if (region !== null && /^[a-z]+(?:-[a-z]+)+-\d{1,2}$/.test(region)) return region;
  const home = HOME_REGIONS[partition];
  if (home === undefined) throw new Error(`no region is known for global findings of the AWS partition ${partition}`);
  return home;
}

/** Turns findings into the AWS Security Finding Format, under the default product of their account and region. */
export function securityFindings(report: Report): (finding: Finding) => unknown {
  const { scan, tool } = report;
  const rules = new Map<string, RuleDescription>(report.rules.map((rule) => [rule.id, rule]));
  return (finding) => {
    const { fingerprint, ruleId, accountId, outcome } = finding;
    const rule = rules.get(ruleId);
    const severity = severityOf(finding);
    const types = finding.controls.length === 0 ? OTHER_TYPES : STANDARD_TYPES;
    return {
      SchemaVersion: '2018-10-08',
      Id: `trailgate/${fingerprint}`,
      ProductArn: productArn(finding, scan.partition),
      ProductName: tool.name,
      CompanyName: tool.name,
      GeneratorId: `trailgate/${ruleId}`,
      AwsAccountId: accountId,
      // Security Hub keeps what it has unless this is later than before (User Guide, BatchImportFindings).
      UpdatedAt: scan.judgedAt,
      // Required; when the finding was first made, a report does not know.
      CreatedAt: scan.judgedAt,
      Types: types,
      Severity: severity,
      // A later import changes severity and types through these alone (API Reference, BatchImportFindings).
      FindingProviderFields: { Severity: severity, Types: types },
      Title: text(rule?.title ?? ruleId, LIMITS.title),
      Description: text(`${sentence(finding.message)} ${rule?.rationale ?? ''}`, LIMITS.description),
      Resources: [resourceOf(finding, scan.partition)],
      Compliance: compliance(finding),
      ...remediation(finding, rule?.references[0] ?? tool.homepage),
      ProductFields: productFields(finding, report),
      RecordState: outcome === 'not-applicable' ? 'ARCHIVED' : 'ACTIVE',
    };
  };
}

function productArn(finding: Finding, partition: string): string {
  const region = importRegion(finding, partition);
  return `arn:${partition}:securityhub:${region}:${finding.accountId}:product/${finding.accountId}/default`;
}

/** INFORMATIONAL is `no issue was found`, which nobody can say of an unknown. */
function severityOf({ outcome, severity }: Finding) {
  const label = outcome === 'fail' ? severity.toUpperCase() : outcome === 'unknown' ? 'LOW' : 'INFORMATIONAL';
  return { Label: label, Original: severity };
}

/** An account is named as Security Hub's own findings name it. */
function resourceOf({ accountId, region, resource }: Finding, partition: string) {
  const isAccount = resource.type === 'AWS::::Account';
  return {
    Type: RESOURCE_TYPES.get(resource.type) ?? 'Other',
    Id: isAccount ? `AWS::::Account:${accountId}` : text(resource.arn, RESOURCE_ID_LIMIT),
    ...(NAMED_PARTITIONS.includes(partition) ? { Partition: partition } : {}),
    ...(region === null ? {} : { Region: text(region, 16) }),
    Details: { Other: { Name: text(resource.name, DETAIL_LIMIT), CloudFormationType: resource.type } },
  };
}

function compliance({ outcome, controls, reasons }: Finding) {
  const requirements = listed(controls.map(requirement), REQUIREMENTS_LIMIT, (left) => `and ${left} more`);
  const statusReasons = listed(reasons.map(statusReason), REASONS_LIMIT, (left) => ({
    ReasonCode: 'MORE_REASONS',
    Description: `and ${left} more`,
  }));
  return {
    Status: STATUSES[outcome],
    ...(controls.length === 0 ? {} : { RelatedRequirements: requirements }),
    ...(reasons.length === 0 ? {} : { StatusReasons: statusReasons }),
  };
}

function requirement({ framework, version, id }: Control): string {
  return `${FRAMEWORKS[framework]} ${version} ${id}`;
}

function statusReason({ reason, detail }: FindingReason) {
  return { ReasonCode: reason.toUpperCase().replaceAll('-', '_'), Description: text(detail, DETAIL_LIMIT) };
}

/** A command that was cut would do something else when it is pasted: it is given as a whole or not at all. */
function remediation({ remediation: repair }: Finding, url: string) {
  if (repair === null) return {};
  const command = lines(repair.cli);
  const elsewhere =
    'The command is too long for this field. See trailgate/cli in the product fields, or another report.';
  return {
    Remediation: {
      Recommendation: { Text: command.length <= LIMITS.recommendation ? command : elsewhere, Url: url },
    },
  };
}

function productFields(
  { fingerprint, outcome, change, evidence, remediation: repair }: Finding,
  { scan, tool }: Report,
) {
  return {
    'trailgate/version': tool.version,
    'trailgate/fingerprint': fingerprint,
    'trailgate/outcome': outcome,
    ...(change === null ? {} : { 'trailgate/change': change }),
    'trailgate/inventory-sha256': scan.inventorySha256,
    'trailgate/facts': text(jsonText(evidence.facts), LIMITS.productField),
    'trailgate/calls': text(evidence.calls.map(callText).join('; '), LIMITS.productField),
    ...(repair === null ? {} : repairFields(repair)),
  };
}

function callText({ api, at, requestId, ...where }: ApiCall): string {
  return `${api} in ${place(where)} at ${at}${requestId === null ? '' : ` (${requestId})`}`;
}

function repairFields(repair: FindingRemediation) {
  const fields = Object.entries(repair).map(([name, repairText]) => [`trailgate/${name}`, lines(repairText)] as const);
  return Object.fromEntries(fields.filter(([, value]) => value.length <= LIMITS.productField));
}

/** At most so many items; where some were left out, the last one tells how many. */
function listed<T>(items: readonly T[], limit: number, more: (left: number) => T): readonly T[] {
  return items.length <= limit ? items : [...items.slice(0, limit - 1), more(items.length - limit + 1)];
}

/** What Security Hub takes as a text: not blank, on one line, not longer than the limit. */
function text(value: string, limit: number): string {
  return shorten(visible(value).trim() || '-', limit);
}

/** Text that may be pasted keeps its line breaks. */
function lines(value: string): string {
  return value.split('\n').map(visible).join('\n').trim() || '-';
}
