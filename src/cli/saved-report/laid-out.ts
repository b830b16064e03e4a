import type { AccountId } from '../../model/target.ts';
import type { Content, Examiner, Item, Items, ListName, MemberName } from './content.ts';
import { inReportOrder, LISTS, MEMBERS } from './content.ts';
import { type Line, linesIn, readBytes } from './lines.ts';

/** Items of one account that follow each other, by the bytes of their lines. */
interface Run extends Item {
  readonly start: number;
  end: number;
}

/**
 * Reads an open file as our own reporter lays reports out, an item on each line. Remembers where each account's items
 * are, and reads them when they are asked for. Null where the layout is another, or the file is cut off.
 */
export function readLaidOut(file: number, examiner: Examiner): Content | null {
  try {
    return contentOf(file, examiner);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function contentOf(file: number, examiner: Examiner): Content {
  const members = new Map<MemberName, unknown>();
  const lists = new Map<ListName, Items>();
  const lines = numbered(linesIn(file));
  if (next(lines).text !== '{') throw new SyntaxError('a report begins on a line of its own');
  for (let line = next(lines); line.text !== '}'; line = next(lines)) {
    const { name, opening } = memberOn(line);
    if (isOneOf(LISTS, name)) {
      const runs = opening === '[]' ? [] : runsIn(lines, (value, where) => examiner.item(name, value, where));
      lists.set(name, itemsIn(file, runs));
    } else if (isOneOf(MEMBERS, name)) {
      const value: unknown = JSON.parse(isBracket(opening) ? opening + blockText(lines) : opening);
      examiner.member(name, value);
      members.set(name, value);
    } else if (isBracket(opening)) skipBlock(lines);
  }
  if (lines.next().done !== true) throw new SyntaxError('something follows the report');
  return { members, lists };
}

/** The name of a member, and its value as far as it stands on its first line. */
function memberOn({ text }: Line): { readonly name: string; readonly opening: string } {
  const [, name, opening] = /^ {2}"(\w+)": (.+?),?$/.exec(text) ?? [];
  if (name === undefined || opening === undefined) throw new SyntaxError('a member begins on a line of its own');
  return { name, opening };
}

interface NumberedLine extends Line {
  /** From 1. */
  readonly number: number;
}

function* numbered(lines: Iterable<Line>): Generator<NumberedLine, undefined> {
  let number = 0;
  for (const line of lines) {
    number += 1;
    yield { ...line, number };
  }
}

type Lines = Iterator<NumberedLine, undefined>;

function next(lines: Lines): NumberedLine {
  const { value } = lines.next();
  if (value === undefined) throw new SyntaxError('the file is cut off');
  return value;
}

function isOneOf<N extends string>(names: readonly N[], name: string): name is N {
  return (names as readonly string[]).includes(name);
}

function isBracket(text: string): boolean {
  return text === '{' || text === '[';
}

/** What ends a member that takes several lines. */
const CLOSING = /^ {2}([\]}]),?$/;

function blockText(lines: Lines): string {
  const texts: string[] = [];
  let line = next(lines);
  for (; !CLOSING.test(line.text); line = next(lines)) texts.push(line.text);
  return [...texts, line.text.replace(CLOSING, '$1')].join('\n');
}

function skipBlock(lines: Lines): void {
  while (!CLOSING.test(next(lines).text));
}

function runsIn(lines: Lines, examine: (value: unknown, where: string) => Item): readonly Run[] {
  const runs: Run[] = [];
  for (let line = next(lines); !CLOSING.test(line.text); line = next(lines)) {
    const { accountId } = examine(JSON.parse(withoutComma(line.text)), `line ${line.number}`);
    const last = runs.at(-1);
    if (last?.accountId === accountId) last.end = line.end;
    else runs.push({ accountId, start: line.start, end: line.end });
  }
  if (!inReportOrder(runs)) throw new SyntaxError('the accounts are mixed');
  return runs;
}

function withoutComma(text: string): string {
  return text.endsWith(',') ? text.slice(0, -1) : text;
}

function itemsIn(file: number, runs: readonly Run[]): Items {
  const byAccount = new Map<AccountId, Run[]>();
  for (const run of runs) byAccount.set(run.accountId, [...(byAccount.get(run.accountId) ?? []), run]);
  const read = ({ start, end }: Run) =>
    readBytes(file, start, end - start)
      .toString('utf8')
      .split('\n')
      .map((line) => JSON.parse(withoutComma(line)) as Item);
  return {
    accountIds: [...byAccount.keys()],
    of: (accountId) => (byAccount.get(accountId) ?? []).flatMap(read),
    *all() {
      for (const run of runs) yield* read(run);
    },
  };
}
