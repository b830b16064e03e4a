import type { ApiCall } from '../src/model/evidence.ts';
import type { Finding, FindingReason, Report, Reporter } from '../src/model/report.ts';
import { place } from './place.ts';
import { shorten, visible, visibleLines } from './visible-text.ts';

/** Excel opens UTF-8 as such only with a byte order mark. Python (`utf-8-sig`), pandas, DuckDB and R skip it. */
const BYTE_ORDER_MARK = '\ufeff';
/** Characters that a cell of Excel holds (Excel specifications and limits); one is kept for the apostrophe. */
const CELL_LIMIT = 32_767 - 1;

interface Lookup {
  readonly inventorySha256: string;
  readonly titles: ReadonlyMap<string, string>;
  readonly accountNames: ReadonlyMap<string, string | null>;
}

const COLUMNS: Readonly<Record<string, (finding: Finding, lookup: Lookup) => string | null>> = {
  fingerprint: ({ fingerprint }) => fingerprint,
  rule: ({ ruleId }) => ruleId,
  title: ({ ruleId }, { titles }) => titles.get(ruleId) ?? null,
  severity: ({ severity }) => severity,
  outcome: ({ outcome }) => outcome,
  change: ({ change }) => change,
  account: ({ accountId }) => accountId,
  account_name: ({ accountId }, { accountNames }) => accountNames.get(accountId) ?? null,
  region: ({ region }) => region,
  resource_type: ({ resource }) => resource.type,
  resource_name: ({ resource }) => resource.name,
  resource_arn: ({ resource }) => resource.arn,
  message: ({ message }) => message,
  reasons: ({ reasons }) => reasons.map(reasonText).join('; '),
  controls: ({ controls }) => controls.map(({ framework, version, id }) => `${framework} ${version} ${id}`).join('; '),
  calls: ({ evidence }) => evidence.calls.map(callText).join('; '),
  evidence_sha256: (_, { inventorySha256 }) => inventorySha256,
};

/**
 * One row per finding (RFC 4180, UTF-8 with a byte order mark), for spreadsheets. Every cell is quoted. A cell that a
 * spreadsheet could take for a formula gets an apostrophe before it, and so does one that begins with an apostrophe:
 * whoever reads the file with a program takes away one apostrophe at the start of a cell, where there is one.
 */
export const csv: Reporter = async function* (report) {
  const lookup = lookupOf(report);
  yield BYTE_ORDER_MARK + row([...Object.keys(COLUMNS), 'repair']);
  for await (const finding of report.findings()) {
    const cells = Object.values(COLUMNS).map((column) => visible(column(finding, lookup) ?? ''));
    yield row([...cells, repairOf(finding)]);
  }
};

/** Part of a command must not be pasted. */
function repairOf({ remediation }: Finding): string {
  const command = visibleLines(remediation?.cli ?? '');
  return command.length > CELL_LIMIT ? 'The command is too long for a cell; another report has it.' : command;
}

function lookupOf({ rules, scan }: Report): Lookup {
  return {
    inventorySha256: scan.inventorySha256,
    titles: new Map(rules.map(({ id, title }) => [id, title])),
    accountNames: new Map(scan.accounts.map(({ id, name }) => [id, name])),
  };
}

function row(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(text: string): string {
  const cell = shorten(text, CELL_LIMIT);
  return `"${isTakenForFormula(cell) ? "'" : ''}${cell.replaceAll('"', '""')}"`;
}

/** OWASP, CSV Injection: also after blanks, and in the full-width forms that some spreadsheets take for the plain ones. */
function isTakenForFormula(cell: string): boolean {
  return /^[\t\r\n]/.test(cell) || /^[=+\-@']/.test(cell.trimStart().slice(0, 1).normalize('NFKC'));
}

function reasonText({ reason, detail, call }: FindingReason): string {
  return call === null ? `${reason}: ${detail}` : `${reason}: ${detail} (${call.api} in ${place(call)})`;
}

function callText(call: ApiCall): string {
  const request = call.requestId === null ? '' : `, request ${call.requestId}`;
  return `${call.api} in ${place(call)} at ${call.at}${request}`;
}
