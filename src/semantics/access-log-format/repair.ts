import type { ApiKind } from '../../model/apigateway.ts';
import { AUDIT_FORMATS } from './audit-formats.ts';
import { examine } from './examine.ts';
import { csvColumns, kindOf } from './kind.ts';
import { fieldName, missingVariables, usableVariables } from './mend.ts';
import type { Format } from './parse.ts';
import { parseFormat } from './parse.ts';
import { flatJson, mendReferences, repairJson } from './repair-json.ts';
import { isHopeless, oneLine } from './shape.ts';
import { readXmlTemplate } from './xml-template.ts';

/**
 * A format without a problem: the same text where it has none, else one of the same kind with the author's fields, as
 * far as that passes, else a plain one with what an auditor needs. It may leave doubts that only the API can resolve.
 */
export function repairFormat(text: string, api: ApiKind): string {
  const passes = (candidate: string) => examine(candidate, api).problems.length === 0;
  if (passes(text)) return text;
  if (isHopeless(text)) return AUDIT_FORMATS[api];
  const format = parseFormat(text, api);
  for (const candidate of candidates(format)) if (passes(candidate)) return candidate;
  return AUDIT_FORMATS[api];
}

/** Closest to the author's first. */
function* candidates(format: Format): Iterable<string> {
  const kind = kindOf(format);
  const usable = usableVariables(format);
  if (kind === 'json') {
    const repaired = repairJson(format);
    if (repaired !== null) yield repaired;
  } else if (kind === 'xml') {
    const inPlace = repairXml(format);
    if (inPlace !== null) yield inPlace;
    yield flatXml(withMissing(usable, format.api));
  } else if (format.text.trim() !== '') yield repairLine(format, kind === 'csv');
  // What does not fit is cut from the end: no format has more fields than this.
  for (let count = Math.min(usable.length, 128); count > 0; count = Math.floor(count * 0.8)) {
    yield flatJson(withMissing(usable.slice(0, count), format.api));
  }
}

function withMissing(variables: readonly string[], api: ApiKind): readonly string[] {
  const format = parseFormat(variables.map((name) => `$context.${name}`).join(' '), api);
  return [...variables, ...missingVariables(format)];
}

/** CLF, CSV and free text: what is missing goes to the end, so that no column moves. */
function repairLine(format: Format, csv: boolean): string {
  const text = mendReferences(parseFormat(oneLine(format.text), format.api));
  const columns = csv ? csvColumns(text).map((column) => quoteColumn(column, format.api)) : [text];
  const missing = missingVariables(parseFormat(text, format.api)).map((name) =>
    name === 'identity.userAgent' ? `"$context.${name}"` : `$context.${name}`,
  );
  return [...columns, ...missing].join(csv ? ',' : ' ');
}

/** In double quotes where a value can hold commas. */
function quoteColumn(column: string, api: ApiKind): string {
  const { references } = parseFormat(column, api);
  const risky = references.some(({ standing }) => standing.variable?.sample.includes(','));
  return risky && !column.includes('"') ? `"${column.trim()}"` : column;
}

function repairXml(format: Format): string | null {
  const mended = parseFormat(mendReferences(parseFormat(oneLine(format.text), format.api)), format.api);
  const { insertAt } = readXmlTemplate(mended, mended.text.length);
  if (insertAt === null) return null;
  const elements = missingVariables(mended).map(element).join('');
  return mended.text.slice(0, insertAt) + elements + mended.text.slice(insertAt);
}

function flatXml(variables: readonly string[]): string {
  return `<request>${variables.map(element).join('')}</request>`;
}

function element(variable: string): string {
  const name = fieldName(variable);
  return `<${name}>$context.${variable}</${name}>`;
}
