import type { Finding } from '../../src/model/report.ts';
import { shorten, visible } from '../visible-text.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './terminal.ts';

const LIMIT = 5;
/** More than an access-log format of the longest kind (3 KB) and the command around it. */
const COMMAND_LIMIT = 6000;
/** More than the longest ARN (2,048) and its place. */
const TEXT_LIMIT = 2200;
const INDENT = '   ';

/** The gravest failures, each with where it is and the command that repairs it; nothing where nothing fails. */
export function worstLines(failures: readonly Finding[], terminal: Terminal): string[] {
  const worst = failures.slice(0, LIMIT);
  if (worst.length === 0) return [];
  const title = worst.length === 1 ? 'Repair first' : `The ${worst.length} to repair first`;
  return [terminal.paint('bold', title), ...worst.flatMap((finding) => ['', ...findingLines(finding, terminal)])];
}

function findingLines(finding: Finding, terminal: Terminal): string[] {
  const { severity, ruleId, message, resource, accountId, region, remediation } = finding;
  const where = `${resource.arn} in ${region === null ? accountId : `${accountId}/${region}`}`;
  const indented = (text: string) =>
    wrap(shorten(visible(text), TEXT_LIMIT), terminal.width - INDENT.length).map((line) => `${INDENT}${line}`);
  return [
    `${terminal.paint('red', severity)}  ${ruleId}`,
    ...indented(message),
    ...indented(where),
    ...(remediation === null ? [] : commandLines(remediation.cli)),
  ];
}

/** Whole lines, however long, so that they can be pasted. */
function commandLines(command: string): string[] {
  if (command.length > COMMAND_LIMIT) return [`${INDENT}The command is too long to show; see another report.`];
  return command.split('\n').map((line) => `${INDENT}${visible(line)}`);
}
