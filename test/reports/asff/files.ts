import { asff } from '../../../reports/asff/asff.ts';
import type { Finding, Report } from '../../../src/model/report.ts';
import { sampleFinding, sampleReport } from '../../support/report.ts';
import { PLAIN } from '../render.ts';

// biome-ignore lint/suspicious/noExplicitAny: the shape is what is tested
export type SecurityFinding = any;

/** The files by name, as texts. */
export async function filesOf(report: Report): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {};
  for await (const { name, pieces } of asff(report, PLAIN)) {
    if (name in files) throw new Error(`two files are called ${name}`);
    files[name] = '';
    for await (const piece of pieces) files[name] += piece;
  }
  return files;
}

/** One finding as Security Hub is given it. */
export async function securityFindingOf(overrides: Partial<Finding>): Promise<SecurityFinding> {
  const files = await filesOf(sampleReport({ findings: [sampleFinding(overrides)] }));
  return Object.values(files).flatMap((text) => JSON.parse(text))[0];
}

/** Findings of several accounts, ordered as a report orders them: by account, then rule, then region. */
export function manyInOrder(perAccount: number): readonly Finding[] {
  return ['111122223333', '333344445555'].flatMap((accountId) =>
    (['formats/missing-request-id', 'stages/missing-access-logs'] as const).flatMap((ruleId) =>
      ['ap-southeast-2', 'eu-west-1', 'us-east-1'].flatMap((region) =>
        Array.from({ length: perAccount / 6 }, (_, index) => {
          const arn = `arn:aws:apigateway:${region}::/restapis/${accountId}${index}/stages/prod`;
          return sampleFinding({
            ruleId,
            accountId,
            region,
            resource: { arn, type: 'AWS::ApiGateway::Stage', name: 'prod' },
          });
        }),
      ),
    ),
  );
}
