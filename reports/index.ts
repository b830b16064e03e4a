import type { FilesReporter, Reporter } from '../src/model/report.ts';
import { asff } from './asff/asff.ts';
import { csv } from './csv.ts';
import { html } from './html/html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown/markdown.ts';
import { ndjson } from './ndjson.ts';
import { ocsf } from './ocsf/ocsf.ts';
import { sarif } from './sarif/sarif.ts';
import { sarifGithub } from './sarif/sarif-github.ts';
import { splitByAccount } from './sarif/split.ts';
import { table } from './table/table.ts';

/** Every report format by the name that `--report` takes. */
export const reporters: Readonly<Record<string, Reporter>> = {
  json,
  ndjson,
  csv,
  sarif,
  'sarif-github': sarifGithub,
  html,
  markdown,
  junit,
  table,
  ocsf,
};

/** The formats of which a report takes several files. */
export const filesReporters: Readonly<Record<string, FilesReporter>> = { asff };

/** The formats that `--sarif-split account` makes several files of. */
export const reportersByAccount: Readonly<Record<string, FilesReporter>> = {
  sarif: splitByAccount(sarif),
  'sarif-github': splitByAccount(sarifGithub),
};
