import { createHash } from 'node:crypto';
import type { ApiCall } from '../../src/model/evidence.ts';
import type { Finding, FindingReason } from '../../src/model/report.ts';
import type { Outcome } from '../../src/model/verdict.ts';
import { OUTCOMES } from '../../src/model/verdict.ts';
import { SAMPLE_ACCOUNTS, SAMPLE_RULES } from './report-samples.ts';

export function sampleCall(overrides: Partial<ApiCall> = {}): ApiCall {
  return {
    api: 'cloudtrail:DescribeTrails',
    accountId: '333344445555',
    region: 'eu-west-1',
    parameters: { includeShadowTrails: 'true' },
    at: '2026-11-20T04:00:12.345Z',
    requestId: '5f1d6a52-8c3e-4d0b-9f67-2a4f1f0a7c11',
    ...overrides,
  };
}

const TRAIL = 'arn:aws:cloudtrail:eu-west-1:333344445555:trail/payments';

/** A failing trail, with whatever is overridden. The fingerprint follows from rule, account, region and ARN. */
export function sampleFinding(overrides: Partial<Finding> = {}): Finding {
  const finding = {
    ruleId: 'trails/unvalidated-log-files',
    outcome: 'fail',
    severity: 'medium',
    accountId: '333344445555',
    region: 'eu-west-1',
    resource: { arn: TRAIL, type: 'AWS::CloudTrail::Trail', name: 'payments' },
    change: null,
    message: 'log file validation is off',
    reasons: [],
    remediation: {
      cli: `aws cloudtrail update-trail --name ${TRAIL} --enable-log-file-validation --region eu-west-1`,
      terraform:
        'resource "aws_cloudtrail" "this" {\n  name                       = "payments"\n  enable_log_file_validation = true\n}',
      cloudformation:
        'Type: AWS::CloudTrail::Trail\nProperties:\n  TrailName: "payments"\n  EnableLogFileValidation: true',
    },
    evidence: {
      calls: [sampleCall()],
      facts: { logFileValidation: false, homeRegion: 'eu-west-1', multiRegion: true },
    },
    ...overrides,
  } satisfies Omit<Finding, 'fingerprint' | 'controls'>;
  const { ruleId, accountId, region, resource } = finding;
  const identity = JSON.stringify([ruleId, accountId, region ?? '', resource.arn]);
  return {
    fingerprint: createHash('sha256').update(identity).digest('hex').slice(0, 16),
    controls: SAMPLE_RULES.find(({ id }) => id === ruleId)?.controls ?? [],
    ...finding,
  };
}

/** One finding of every outcome and severity, in the order that a report has. */
export const SAMPLE_FINDINGS: readonly Finding[] = [
  sampleFinding({
    ruleId: 'organization/unrecorded-management-events',
    outcome: 'pass',
    severity: 'critical',
    accountId: '111122223333',
    region: null,
    resource: { arn: 'arn:aws:iam::111122223333:root', type: 'AWS::::Account', name: '111122223333' },
    message: 'the trail org-trail records all management events in all 17 enabled regions',
    remediation: null,
    evidence: {
      calls: [sampleCall({ accountId: '111122223333', parameters: {} })],
      facts: { trails: ['arn:aws:cloudtrail:us-east-1:111122223333:trail/org-trail'], regions: 17 },
    },
  }),
  sampleFinding({
    ruleId: 'trails/unvalidated-log-files',
    outcome: 'pass',
    accountId: '111122223333',
    region: 'us-east-1',
    resource: {
      arn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/org-trail',
      type: 'AWS::CloudTrail::Trail',
      name: 'org-trail',
    },
    message: 'log file validation is on',
    remediation: null,
  }),
  sampleFinding({
    ruleId: 'organization/unrecorded-management-events',
    severity: 'critical',
    region: null,
    resource: { arn: 'arn:aws:iam::333344445555:root', type: 'AWS::::Account', name: '333344445555' },
    message: 'no trail records write events in ap-southeast-2 and us-east-1',
    evidence: {
      calls: [
        sampleCall(),
        sampleCall({ api: 'cloudtrail:GetEventSelectors', parameters: { TrailName: TRAIL }, requestId: null }),
      ],
      facts: { uncovered: { 'ap-southeast-2': ['write'], 'us-east-1': ['read', 'write'] }, trails: [TRAIL] },
    },
  }),
  sampleFinding({
    ruleId: 'roles/insufficient-permissions',
    outcome: 'unknown',
    severity: 'high',
    region: 'eu-west-1',
    resource: { arn: 'arn:aws:iam::333344445555:role/apigw-logs', type: 'AWS::IAM::Role', name: 'apigw-logs' },
    message: 'cannot be judged: iam:GetRole in 333344445555: access-denied',
    remediation: null,
    reasons: [denial('iam:GetRole', null)],
    evidence: { calls: [sampleCall({ api: 'iam:GetRole', region: null, requestId: null })], facts: {} },
  }),
  sampleFinding({
    ruleId: 'stages/missing-access-logs',
    severity: 'high',
    resource: stage('a1b2c3d4e5', 'prod'),
    message: 'the stage prod of the REST API "Orders" writes no access logs',
    evidence: {
      calls: [sampleCall({ api: 'apigateway:GetStages', parameters: { restApiId: 'a1b2c3d4e5' } })],
      facts: { api: 'Orders', protocol: 'REST', accessLogSettings: null, loggingLevel: 'OFF' },
    },
  }),
  sampleFinding(),
  sampleFinding({
    ruleId: 'formats/missing-request-id',
    severity: 'low',
    accountId: '444455556666',
    region: 'us-east-1',
    resource: {
      arn: 'arn:aws:apigateway:us-east-1::/apis/f6g7h8i9j0/stages/$default',
      type: 'AWS::ApiGatewayV2::Stage',
      name: '$default',
    },
    message: 'the format names neither $context.requestId nor $context.extendedRequestId',
    evidence: {
      calls: [
        sampleCall({ api: 'apigateway:GetStages', accountId: '444455556666', region: 'us-east-1', parameters: {} }),
      ],
      facts: { format: '{"ip":"$context.identity.sourceIp","status":"$context.status"}' },
    },
  }),
  sampleFinding({
    ruleId: 'formats/missing-request-id',
    outcome: 'not-applicable',
    severity: 'low',
    accountId: '444455556666',
    region: 'us-east-1',
    resource: {
      arn: 'arn:aws:apigateway:us-east-1::/restapis/k1l2m3n4o5/stages/test',
      type: 'AWS::ApiGateway::Stage',
      name: 'test',
    },
    message: 'the stage writes no access logs',
    remediation: null,
  }),
];

/** As many different findings as asked for, of all rules, outcomes and accounts; the same ones each time. */
export function manyFindings(count: number): readonly Finding[] {
  return Array.from({ length: count }, (_, index) => {
    const rule = SAMPLE_RULES[index % SAMPLE_RULES.length] ?? SAMPLE_RULES[0];
    const outcome: Outcome = OUTCOMES[Math.floor(index / 7) % OUTCOMES.length] ?? 'fail';
    const name = `api-${String(index).padStart(6, '0')}`;
    const accountId = SAMPLE_ACCOUNTS[index % SAMPLE_ACCOUNTS.length]?.id ?? '';
    return sampleFinding({
      ...(rule === undefined ? {} : { ruleId: rule.id, severity: rule.severity }),
      outcome,
      accountId,
      region: ['eu-west-1', 'us-east-1', 'ap-southeast-2'][index % 3] ?? null,
      resource: { ...stage(name, 'prod'), name: `${name}/prod` },
      message: `the stage prod of the API ${name} is judged as ${outcome}`,
      ...(outcome === 'fail' ? {} : { remediation: null }),
      ...(outcome === 'unknown' ? { reasons: [denial('apigateway:GetStages', 'eu-west-1', accountId)] } : {}),
    });
  });
}

function stage(api: string, name: string): Finding['resource'] {
  return {
    arn: `arn:aws:apigateway:eu-west-1::/restapis/${api}/stages/${name}`,
    type: 'AWS::ApiGateway::Stage',
    name,
  };
}

/** A refusal of the audit role, as a finding or a row of coverage explains it. */
export function denial(api: string, region: string | null, accountId = '333344445555'): FindingReason {
  return {
    reason: 'access-denied',
    detail: `User: arn:aws:sts::${accountId}:assumed-role/AuditReader/nightly is not authorized to perform: ${api}`,
    call: sampleCall({ api, accountId, region, parameters: {}, requestId: 'b7c0e2a4-1f7d-4c55-8d0c-6a2b9f3e4d21' }),
  };
}
