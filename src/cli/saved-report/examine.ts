import { reportSchemaText } from '../../../reports/json-schema.ts';
import { Failure } from '../../engine/failure.ts';
import { SCHEMA_VERSION } from '../../model/report.ts';
import type { Examiner, Item } from './content.ts';
import { type Definitions, type Schema, type Shape, shapeOf } from './shape.ts';

/** Holds each part of a file to the schema of reports. Its Failures name the file, and show nothing that it holds. */
export function examinerOf(file: string): Examiner {
  const schema = JSON.parse(reportSchemaText()) as Schema & { readonly $defs: Definitions };
  const shapes = new Map<string, Shape>();
  const check = (name: string, part: Schema | undefined, value: unknown, where: string) => {
    const shape = shapes.get(name) ?? shapeOf(part ?? {}, schema.$defs);
    shapes.set(name, shape);
    const wrong = shape(value);
    if (wrong === null) return;
    throw unreadable(`the report ${file} is damaged: ${where} is none${wrong === '' ? '' : ` (${wrong})`}`);
  };
  return {
    member: (name, value) => {
      if (name === 'schemaVersion') requireVersion(file, value);
      else check(name, schema.properties?.[name], value, `its ${name}`);
    },
    item: (name, value, where) => {
      check(name, schema.properties?.[name]?.items, value, `${where} of its ${name}`);
      return value as Item;
    },
  };
}

/** A minor version adds members, which do no harm; a major one may mean something else by the same names. */
function requireVersion(file: string, version: unknown): void {
  if (typeof version !== 'string' || !/^\d+\.\d+$/.test(version)) throw notAReport(file, 'it has no schemaVersion');
  const major = SCHEMA_VERSION.split('.')[0];
  if (version.split('.')[0] === major) return;
  throw unreadable(`the report ${file} has version ${version}; this Trailgate reads reports of version ${major}`);
}

export function notAReport(file: string, why: string): Failure {
  return unreadable(`${file} is no JSON report of Trailgate: ${why}`);
}

export function unreadable(message: string): Failure {
  return new Failure('usage', message, 'an-earlier-report-cannot-be-read');
}
