import type { Result } from 'sarif';
import type { Change, ComparedFinding, GoneFinding } from '../../src/model/comparison.ts';
import type { Finding, Report } from '../../src/model/report.ts';
import type { Outcome } from '../../src/model/verdict.ts';
import { visible } from '../visible-text.ts';
import { sentence } from '../words.ts';
import type { SarifProfile } from './log.ts';
import { driverOf, findingResult, invocationOf, originOf, sarifLog, whereabouts } from './log.ts';
import { NOTIFICATION_DESCRIPTORS, notificationsOf } from './notifications.ts';
import { ruleDescriptor } from './rule-descriptor.ts';
import { LEVELS } from './severity.ts';
import { taxonomiesOf } from './taxonomies.ts';

const KINDS = {
  fail: 'fail',
  unknown: 'open',
  pass: 'pass',
  'not-applicable': 'notApplicable',
} as const satisfies Readonly<Record<Outcome, Result.kind>>;

/** In SARIF's words (SARIF 2.1.0, 3.27.24). What passed and now fails is new, as it is in every report. */
const BASELINE_STATES = {
  new: 'new',
  changed: 'updated',
  fixed: 'updated',
  'became-unknown': 'updated',
  unchanged: 'unchanged',
} as const satisfies Readonly<Record<Change, Result.baselineState>>;

const FATES: Readonly<Record<GoneFinding['change'], string>> = {
  fixed: 'Fixed since the baseline',
  'became-unknown': 'In the baseline, and not known to be fixed',
};

/**
 * The whole report as SARIF 2.1.0: every finding, passes included, the controls, and what could not be asked. Beside a
 * baseline every result has its state, and the baseline's failures that are gone are results too.
 */
export const sarif: SarifProfile = async function* (report, options, account) {
  const taxonomies = taxonomiesOf(report.rules);
  yield* sarifLog({
    tool: {
      driver: {
        ...driverOf(report),
        rules: report.rules.map((rule) => ({
          ...ruleDescriptor(rule, report.tool.homepage),
          relationships: taxonomies.relationships(rule),
        })),
        notifications: NOTIFICATION_DESCRIPTORS,
        supportedTaxonomies: taxonomies.components.map(({ name }, index) => ({ name, index })),
      },
    },
    taxonomies: taxonomies.components,
    ...originOf(report.scan, options, account),
    invocations: [{ ...invocationOf(report), toolExecutionNotifications: notificationsOf(report) }],
    properties: { scan: report.scan, summary: report.summary, baseline: report.comparison?.baseline ?? null },
    results: resultsOf(report),
  });
};

async function* resultsOf(report: Report): AsyncIterable<Result> {
  const ruleIndexes = new Map<string, number>(report.rules.map(({ id }, index) => [id, index]));
  // A rule of the baseline may not be among those that judge now.
  const ruleOf = (ruleId: string) => {
    const ruleIndex = ruleIndexes.get(ruleId);
    return ruleIndex === undefined ? { ruleId } : { ruleId, ruleIndex };
  };
  for await (const finding of report.findings()) yield { ...ruleOf(finding.ruleId), ...resultOf(finding) };
  if (report.comparison === null) return;
  for await (const finding of report.comparison.gone()) yield { ...ruleOf(finding.ruleId), ...goneResult(finding) };
}

function resultOf(finding: Finding): Result {
  const { outcome, change, reasons, remediation, evidence } = finding;
  return {
    kind: KINDS[outcome],
    level: outcome === 'fail' ? LEVELS[finding.severity] : 'none',
    ...(change === null ? {} : { baselineState: BASELINE_STATES[change] }),
    ...findingResult(finding, textOf(finding)),
    properties: { ...propertiesOf(finding), reasons, remediation, evidence },
  };
}

function goneResult(finding: GoneFinding): Result {
  return {
    kind: 'fail',
    level: LEVELS[finding.severity],
    baselineState: 'absent',
    ...findingResult(finding, `${FATES[finding.change]}: ${textOf(finding)}`),
    properties: propertiesOf(finding),
  };
}

function textOf(finding: ComparedFinding): string {
  return `${sentence(visible(finding.message))} ${whereabouts(finding, visible(finding.resource.arn))}`;
}

/** What SARIF has no place for. */
function propertiesOf({ severity, change, accountId, region, resource }: Finding | GoneFinding) {
  return { severity, change, accountId, region, resourceType: resource.type };
}
