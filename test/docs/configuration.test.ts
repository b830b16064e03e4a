import { describe, expect, test } from 'vitest';
import { trailgate } from '../support/trailgate.ts';
import { page } from './commands.ts';

const COMMANDS = ['scan', 'judge', 'merge', 'diff', 'evidence', 'verify', 'rules', 'policy', 'format', 'trace', 'demo'];

/** The options of a command, as it explains itself; not those that every command has. */
async function optionsOf(command: string): Promise<readonly string[]> {
  const { stdout } = await trailgate([command, '--help']);
  const names = [...stdout.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, name = '']) => name);
  return names.filter((name) => name !== '--help' && name !== '--version');
}

/** The options that the tables of the page are about. */
function optionsIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^\| `(--[\w-]+)` \|/gm)].map(([, name = '']) => name);
}

describe('the page on configuration', () => {
  const text = page('docs/configuration.md');
  const [ofScan = '', ofOthers = ''] = text.split('## Options of other commands');

  test('has every option of a scan, once, and no other', async () => {
    expect([...optionsIn(ofScan)].sort()).toEqual([...(await optionsOf('scan'))].sort());
  });

  test('has every option that only other commands have, once, and no other', async () => {
    const scan = new Set(await optionsOf('scan'));
    const all = await Promise.all([...COMMANDS, 'sandbox'].map(optionsOf));
    const others = [...new Set(all.flat())].filter((name) => !scan.has(name));
    expect([...optionsIn(ofOthers)].sort()).toEqual(others.sort());
  });
});
