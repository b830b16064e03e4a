import type { ApiKind } from '../../model/apigateway.ts';
import { checkAuditFields } from './audit-fields.ts';
import type { Check, FormatRuleId, Judgement } from './judgement.ts';
import { checkAvailability, checkRequestId, checkUnknownVariables } from './names.ts';
import type { Format } from './parse.ts';
import { parseFormat } from './parse.ts';
import { checkSensitiveVariables } from './sensitive.ts';
import { checkLength, checkLineBreaks } from './shape.ts';
import { checkSyntax } from './syntax.ts';

/** What each rule on formats asks. */
export const FORMAT_CHECKS: Readonly<Record<FormatRuleId, Check>> = {
  'formats/missing-request-id': checkRequestId,
  'formats/unknown-variable': checkUnknownVariables,
  'formats/unavailable-variable': checkAvailability,
  'formats/broken-json': checkSyntax,
  'formats/line-break': checkLineBreaks,
  'formats/too-long': checkLength,
  'formats/missing-audit-fields': checkAuditFields,
  'formats/sensitive-variable': checkSensitiveVariables,
};

export interface Examination extends Judgement {
  readonly format: Format;
}

const CHECKS = Object.values(FORMAT_CHECKS);

/** Judges a format by every rule. What a rule finds comes in the order of the text. */
export function examine(text: string, api: ApiKind): Examination {
  const format = parseFormat(text, api);
  const judgements = CHECKS.map((check) => check(format));
  return {
    format,
    problems: judgements.flatMap(({ problems }) => problems),
    doubts: judgements.flatMap(({ doubts }) => doubts),
  };
}
