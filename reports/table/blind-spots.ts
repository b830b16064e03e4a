import { BLIND_SPOTS } from '../../src/model/blind-spots.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './terminal.ts';

/** What stays unproven however clean the report is, by title; the other formats say each in full. */
export function blindSpotLines(terminal: Terminal): string[] {
  const titles = BLIND_SPOTS.map(({ title }) => title).join('; ');
  return [terminal.paint('bold', 'What no report can show'), ...wrap(`${titles}.`, terminal.width)];
}
