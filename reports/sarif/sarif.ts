import type { Result } from 'sarif';
import type { Finding, Report, Reporter } from '../../src/model/report.ts';
import type { Outcome } from '../../src/model/verdict.ts';
import { visible } from '../visible-text.ts';
import { automationDetailsOf, driverOf, findingResult, invocationOf, sarifLog, whereabouts } from './log.ts';
import { sentence } from './message.ts';
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

/** The whole report as SARIF 2.1.0: every finding, passes included, the controls, and what could not be asked. */
export const sarif: Reporter = async function* (report) {
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
    automationDetails: automationDetailsOf(report),
    invocations: [{ ...invocationOf(report), toolExecutionNotifications: notificationsOf(report) }],
    properties: { scan: report.scan, summary: report.summary },
    results: resultsOf(report),
  });
};

async function* resultsOf(report: Report): AsyncIterable<Result> {
  const ruleIndexes = new Map(report.rules.map(({ id }, index) => [id, index]));
  for await (const finding of report.findings()) {
    yield {
      ruleId: finding.ruleId,
      ruleIndex: ruleIndexes.get(finding.ruleId) ?? -1,
      kind: KINDS[finding.outcome],
      level: finding.outcome === 'fail' ? LEVELS[finding.severity] : 'none',
      ...findingResult(finding, textOf(finding)),
      properties: propertiesOf(finding),
    };
  }
}

function textOf(finding: Finding): string {
  return `${sentence(visible(finding.message))} ${whereabouts(finding, visible(finding.resource.arn))}`;
}

/** What SARIF has no place for. */
function propertiesOf({ severity, accountId, region, resource, reasons, remediation, evidence }: Finding) {
  return { severity, accountId, region, resourceType: resource.type, reasons, remediation, evidence };
}
