import type { Reporter } from '../src/model/report.ts';
import { html } from './html/html.ts';
import { json } from './json.ts';
import { sarif } from './sarif/sarif.ts';
import { sarifGithub } from './sarif/sarif-github.ts';
import { table } from './table/table.ts';

/** Every report format by the name that `--report` takes. */
export const reporters: Readonly<Record<string, Reporter>> = {
  json,
  sarif,
  'sarif-github': sarifGithub,
  html,
  table,
};
