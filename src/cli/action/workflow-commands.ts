import { randomUUID } from 'node:crypto';
import type { Writable } from 'node:stream';
import { visible } from '../../../reports/visible-text.ts';

/** What GitHub shows at the run, as plain text. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

/** An annotation as a line of the log, whatever text it has. */
export function annotationLine({ level, title, message }: Annotation): string {
  return `::${level} title=${property(visible(title))}::${data(visible(message))}\n`;
}

/** What the runner turns back into a text (actions/runner, ActionCommand). */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * Lets the runner take no commands from the log while something is done that writes text from AWS to it: it obeys `::…::`
 * at the beginning of a line and `##[…]` anywhere in one (actions/runner, ActionCommand).
 */
export async function withoutCommands<T>(work: () => Promise<T>): Promise<T> {
  const resume = randomUUID();
  await write(process.stdout, `::stop-commands::${resume}\n`);
  try {
    return await work();
  } finally {
    // Both streams go into one pipe, and writing to a pipe need not wait for its reader (Node.js, process I/O).
    await write(process.stderr, '');
    await write(process.stdout, `::${resume}::\n`);
  }
}

function write(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve) => stream.write(text, () => resolve()));
}
