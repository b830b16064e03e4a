import { readJsonTemplate } from './json-template.ts';
import type { Check } from './judgement.ts';
import { judgementOf } from './judgement.ts';
import { csvColumns, kindOf } from './kind.ts';
import type { Format } from './parse.ts';
import type { SampleSet } from './render.ts';
import { escapeJson, escapeXml, render, SAMPLE_SETS } from './render.ts';
import { contentEnd } from './shape.ts';
import type { TemplateFault } from './template-fault.ts';
import { reliable } from './template-fault.ts';
import { readXmlTemplate } from './xml-template.ts';

/**
 * Whether lines can be read back as the JSON, XML or CSV that the format claims: it is rendered with sample values,
 * these escaped as that kind needs it, and parsed again; only then are the faults looked for.
 */
export const checkSyntax: Check = (format) => {
  const judgement = judgementOf('formats/broken-json');
  for (const fault of faultsOf(format)) judgement.problem(fault, fault.message);
  return judgement;
};

function faultsOf(format: Format): readonly TemplateFault[] {
  const kind = kindOf(format);
  if (kind === 'csv') return csvFaults(format);
  if ((kind !== 'json' && kind !== 'xml') || SAMPLE_SETS.every((samples) => canBeReadBack(format, kind, samples))) {
    return [];
  }
  const end = contentEnd(format.text);
  const { faults } = kind === 'json' ? readJsonTemplate(format, end) : readXmlTemplate(format, end);
  const found =
    faults.length > 0 ? reliable(faults) : [{ start: 0, end, message: 'they cannot be read back', fatal: true }];
  return found.map((fault) => ({ ...fault, message: `its lines are no ${kind.toUpperCase()}: ${fault.message}` }));
}

/** Whether the line that such a request leaves is a JSON object or array, or one well-formed XML element. */
export function canBeReadBack(format: Format, kind: 'json' | 'xml', samples: SampleSet): boolean {
  const end = contentEnd(format.text);
  const content = end === format.text.length ? format : { ...format, text: format.text.slice(0, end) };
  const line = render(content, samples, kind === 'json' ? escapeJson : escapeXml);
  return kind === 'json'
    ? isJson(line)
    : readXmlTemplate({ text: line, references: [] }, line.length).faults.length === 0;
}

function isJson(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

/** A value with commas in it, as user agents have, moves all columns behind it. */
function csvFaults(format: Format): readonly TemplateFault[] {
  const columns = csvColumns(render(format, 'missing')).length;
  if (csvColumns(render(format, 'ordinary')).length === columns) return [];
  return format.references
    .filter(({ start, standing }) => standing.variable?.sample.includes(',') && !withinQuotes(format.text, start))
    .map(({ start, end, name }) => {
      const message = `its lines are no reliable CSV: $context.${name} can hold commas and is not in double quotes`;
      return { start, end, message, fatal: false };
    });
}

function withinQuotes(text: string, at: number): boolean {
  return text.slice(0, at).split('"').length % 2 === 0;
}
