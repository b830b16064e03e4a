import type { ApiGatewayApis, Stage } from '../../src/model/apigateway.ts';
import type { RegionTarget } from '../../src/model/target.ts';
import type { Severity, Verdict } from '../../src/model/verdict.ts';
import { fail, notApplicable, pass, SEVERITIES, unknown } from '../../src/model/verdict.ts';
import { FORMAT_CHECKS } from '../../src/semantics/access-log-format/examine.ts';
import type { FormatRuleId, Problem } from '../../src/semantics/access-log-format/judgement.ts';
import type { Format } from '../../src/semantics/access-log-format/parse.ts';
import { parseFormat } from '../../src/semantics/access-log-format/parse.ts';
import { judgeStages } from '../stages/by-stage.ts';

/** Judges every stage's format by one rule; `passes` says what is right about a format. */
export function judgeFormats(
  apis: ApiGatewayApis,
  target: RegionTarget,
  ruleId: FormatRuleId,
  passes: (format: Format) => string,
): Iterable<Verdict<Stage>> {
  return judgeStages(apis, target, (stage) => {
    const text = stage.accessLog?.format ?? null;
    if (text === null) return notApplicable(stage, 'no access-log format is set');
    const format = parseFormat(text, stage.kind);
    const { problems, doubts } = FORMAT_CHECKS[ruleId](format);
    const facts = { format: text };
    if (problems.length > 0) {
      return fail(stage, inWords(problems), {
        severity: worst(problems),
        facts: { ...facts, problems: problems.map(({ message, start, end }) => ({ message, start, end })) },
      });
    }
    return doubts.length > 0 ? unknown(stage, inWords(doubts), [], { facts }) : pass(stage, passes(format), { facts });
  });
}

const MOST_NAMED = 3;

function inWords(found: readonly { readonly message: string }[]): string {
  const messages = [...new Set(found.map(({ message }) => message))];
  const more = messages.length - MOST_NAMED;
  return messages.slice(0, MOST_NAMED).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function worst(problems: readonly Problem[]): Severity {
  return SEVERITIES.find((severity) => problems.some((problem) => problem.severity === severity)) ?? 'low';
}
