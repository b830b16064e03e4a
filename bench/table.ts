import { availableParallelism } from 'node:os';

/** What a figure has to be read with: the command, the day, Node and the machine. */
export function setting(bench: string): string {
  const day = new Date().toISOString().slice(0, 10);
  return `\`npm run bench -- ${bench}\`, ${day}, Node ${process.versions.node}, ${availableParallelism()} cores\n`;
}

/** Markdown. The first row is the head, the first column is text, the others are figures. */
export function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column === 0 ? '---' : '--:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export const whole = (value: number) => Math.round(value).toLocaleString('en');
export const seconds = (value: number) => `${value.toFixed(1)} s`;
export const milliseconds = (value: number) => `${value.toFixed(3)} ms`;
export const megabytes = (bytes: number) => `${whole(bytes / 1_048_576)} MB`;
export const ratio = (value: number) => value.toFixed(3);

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
