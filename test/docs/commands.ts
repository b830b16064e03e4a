import { readdirSync, readFileSync } from 'node:fs';

/** The pages that tell people what to type, from the root. */
export const PAGES: readonly string[] = [
  'README.md',
  ...['docs', 'docs/getting-started'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
];

/** A line of a shell as a page shows it: its words, without quotes, and the file that it reads as standard input. */
export interface Command {
  readonly words: readonly string[];
  readonly input: string | null;
}

/** The commands in a page's `sh` blocks, as a shell without variables would read them; comments are left out. */
export function commandsOf(markdown: string): readonly Command[] {
  const blocks = [...markdown.matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)].map(([, block = '']) => block);
  return blocks
    .flatMap((block) => block.replace(/\\\n\s*/g, ' ').split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(commandOf);
}

function commandOf(line: string): Command {
  const words = (line.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []).map((word) => word.replace(/['"]/g, ''));
  const from = words.indexOf('<');
  if (from < 0) return { words, input: null };
  return { words: words.slice(0, from), input: words[from + 1] ?? null };
}

/** The arguments of a command of ours, without `npx`; null of another's. */
export function ownArguments({ words }: Command): readonly string[] | null {
  const [first, ...rest] = words[0] === 'npx' ? words.slice(1) : words;
  return first === 'trailgate' ? rest : null;
}

export function page(path: string): string {
  return readFileSync(path, 'utf8');
}
