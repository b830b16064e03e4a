import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './faults.ts';
import type { HttpAnswer } from './wire/http.ts';

export interface Delivery {
  readonly answer: HttpAnswer;
  readonly fault: Fault | null;
  /** Ends waiting when the sandbox stops. */
  readonly signal: AbortSignal;
}

/** Writes an answer, with whatever goes wrong on its way. */
export async function deliver(response: ServerResponse, delivery: Delivery): Promise<void> {
  const { answer, fault } = delivery;
  if (fault?.kind === 'clock-skew') {
    response.setHeader('date', new Date(Date.now() + fault.milliseconds).toUTCString());
  }
  if (fault !== null && (await deliverFaulty(response, { ...delivery, fault }))) return;
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

/** Whether the fault is one of the wire's, and so all is done. */
async function deliverFaulty(
  response: ServerResponse,
  { answer, fault, signal }: Delivery & { readonly fault: Fault },
): Promise<boolean> {
  const body = Buffer.from(answer.body);
  const half = body.subarray(0, Math.ceil(body.length / 2));
  switch (fault.kind) {
    case 'silence':
      return true;
    case 'reset':
      if (fault.when === 'mid-body') await writeFirst(response, { answer, total: body.length, first: half });
      response.socket?.resetAndDestroy();
      return true;
    case 'cut-body':
      await writeFirst(response, { answer, total: body.length, first: half });
      response.socket?.end();
      return true;
    case 'malformed':
      response.writeHead(answer.status, { ...answer.headers, 'content-length': half.length });
      response.end(half);
      return true;
    case 'slow-body':
      await writeSlowly(response, { answer, body, milliseconds: fault.milliseconds, signal });
      return true;
    default:
      return false;
  }
}

/** Resolves when the first part has left, so that the client has it before the connection goes. */
function writeFirst(
  response: ServerResponse,
  { answer, total, first }: { readonly answer: HttpAnswer; readonly total: number; readonly first: Buffer },
): Promise<void> {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': total });
  return new Promise((resolve) => response.write(first, () => resolve()));
}

const PIECES = 8;

async function writeSlowly(
  response: ServerResponse,
  slow: {
    readonly answer: HttpAnswer;
    readonly body: Buffer;
    readonly milliseconds: number;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { answer, body, milliseconds, signal } = slow;
  response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
  const size = Math.ceil(body.length / PIECES);
  for (let start = 0; start < body.length; start += size) {
    await sleep(milliseconds / PIECES, undefined, { signal }).catch(() => {});
    if (signal.aborted || response.destroyed) return;
    response.write(body.subarray(start, start + size));
  }
  response.end();
}
