import { createHash } from 'node:crypto';
import type { Page, PageOptions } from './services/service.ts';
import type { Listing } from './world/world.ts';

/** How pages go wrong, if they do. */
export type PageFault = 'empty' | 'same-token' | 'new-token' | null;

/**
 * Cuts a page out of a listing. Tokens say where the next page starts, with a seal of the question that they belong to:
 * another question's token is refused, as AWS does.
 */
export function pageOf<T>(
  listing: Listing<T>,
  { token, size, invalidToken }: PageOptions,
  { question, fault, serial }: { readonly question: string; readonly fault: PageFault; readonly serial: number },
): Page<T> {
  const start = token === undefined ? 0 : startOf(token, question);
  if (start === null) throw invalidToken();
  const tokenTo = (index: number, nonce: number | string) => {
    const content = Buffer.from(`${index}.${nonce}`).toString('base64url');
    return `${content}.${sealOf(content, question)}`;
  };
  if (fault === 'empty') return { items: [], next: tokenTo(start, serial) };
  const end = Math.min(listing.length, start + size);
  const items: T[] = [];
  for (let index = start; index < end; index += 1) items.push(listing.at(index));
  if (fault !== null) return { items, next: tokenTo(start, fault === 'new-token' ? serial : '') };
  return { items, next: end < listing.length ? tokenTo(end, '') : undefined };
}

function startOf(token: string, question: string): number | null {
  const [content = '', seal] = token.split('.');
  if (seal !== sealOf(content, question)) return null;
  const start = Number.parseInt(Buffer.from(content, 'base64url').toString(), 10);
  return Number.isInteger(start) ? start : null;
}

function sealOf(content: string, question: string): string {
  return createHash('sha256').update(`${content} ${question}`).digest('base64url').slice(0, 22);
}
