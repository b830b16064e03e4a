import type { ApiGatewayApis, ApiKind, Stage } from '../../src/model/apigateway.ts';
import type { JudgeContext } from '../../src/model/rule.ts';
import type { Fact, Severity, Verdict } from '../../src/model/verdict.ts';
import { fail, notApplicable, pass, SEVERITIES, unknown } from '../../src/model/verdict.ts';
import { FORMAT_CHECKS } from '../../src/semantics/access-log-format/examine.ts';
import type { FormatRuleId, Judgement, Problem } from '../../src/semantics/access-log-format/judgement.ts';
import type { Format } from '../../src/semantics/access-log-format/parse.ts';
import { parseFormat } from '../../src/semantics/access-log-format/parse.ts';
import { render } from '../../src/semantics/access-log-format/render.ts';
import { remembering } from '../../src/semantics/remember.ts';
import { stagesOf } from '../../src/semantics/stages.ts';
import { judgeStages } from '../stages/by-stage.ts';

/** What a rule says of a format, put into a verdict on each stage that has it. */
type Opinion = (stage: Stage) => Verdict<Stage>;

/**
 * How a rule judges the format of every stage; `passes` says what is right about a format. Thousands of stages share
 * their formats: each text is parsed once, and judged once by each rule.
 */
export function judgeFormats(ruleId: FormatRuleId, passes: (format: Format) => string) {
  const opinions = new WeakMap<Format, Opinion>();
  const opinionOf = (format: Format) => {
    const opinion = opinions.get(format) ?? opinionOn(format, ruleId, passes);
    opinions.set(format, opinion);
    return opinion;
  };
  return (seen: { readonly 'apigateway.apis': ApiGatewayApis }, { target }: JudgeContext<'region'>) => {
    const formats = formatsIn(seen['apigateway.apis']);
    return judgeStages(seen['apigateway.apis'], target, (stage, index) => {
      const format = formats[index] ?? null;
      return format === null ? notApplicable(stage, 'no access-log format is set') : opinionOf(format)(stage);
    });
  };
}

/** Of each answer that is in memory, as eight rules look at the same formats. */
const formatsOfAnswers = new WeakMap<ApiGatewayApis, readonly (Format | null)[]>();

/** The formats of a region's stages, in the order in which these are judged. */
function formatsIn(apis: ApiGatewayApis): readonly (Format | null)[] {
  const formats = formatsOfAnswers.get(apis) ?? stagesOf(apis).read.map(({ stage }) => formatOf(stage));
  formatsOfAnswers.set(apis, formats);
  return formats;
}

function formatOf({ accessLog, kind }: Stage): Format | null {
  const text = accessLog?.format ?? null;
  return text === null ? null : PARSED[kind](text);
}

const PARSED: Readonly<Record<ApiKind, (text: string) => Format>> = {
  rest: remembering((text) => parseFormat(text, 'rest')),
  http: remembering((text) => parseFormat(text, 'http')),
  websocket: remembering((text) => parseFormat(text, 'websocket')),
};

function opinionOn(format: Format, ruleId: FormatRuleId, passes: (format: Format) => string): Opinion {
  const { text } = format;
  const { problems, doubts } = FORMAT_CHECKS[ruleId](format);
  if (problems.length === 0 && doubts.length === 0) {
    const message = passes(format);
    const details = { facts: { format: text } };
    return (stage) => pass(stage, message, details);
  }
  const facts = { format: text, sample: render(format, 'ordinary').slice(0, LONGEST_SAMPLE) };
  const message = inWords(problems.length > 0 ? problems : doubts);
  if (problems.length > 0) {
    const details = { severity: worst(problems), facts: { ...facts, problems: placed(problems) } };
    return (stage) => fail(stage, message, details);
  }
  const details = { facts: { ...facts, doubts: placed(doubts) } };
  return (stage) => unknown(stage, message, [], details);
}

const MOST_PLACES = 50;
/** A line that an ordinary request leaves is shorter; a hostile format must not fill a report. */
const LONGEST_SAMPLE = 4_096;

/** Offsets in UTF-16 code units, for reports that mark the places. */
function placed(found: Judgement['doubts']): readonly Fact[] {
  return found.slice(0, MOST_PLACES).map(({ message, start, end }) => ({ message, start, end }));
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
