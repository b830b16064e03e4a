import { setMaxListeners } from 'node:events';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { AccountId } from '../model/target.ts';
import { openClients } from './clients.ts';
import { startPacer } from './pacer.ts';
import { openSession, type Session } from './session.ts';

export interface AccessOptions {
  /** The part of AWS's request rates that may be used. */
  readonly share: number;
  readonly signal: AbortSignal;
  /** A profile of the AWS configuration, or null for the environment's own. */
  readonly profile: string | null;
  /** Milliseconds that AWS may be silent; 30 seconds unless said otherwise. */
  readonly patience?: number;
}

/** The way to AWS for a whole scan: pacing, clients and the count of requests, which all sessions share. */
export interface Access {
  session(accountId: AccountId, credentials: AwsCredentialIdentityProvider): Session;
  /** Requests sent so far, retries included, by API. */
  readonly requests: ReadonlyMap<string, number>;
  close(): void;
}

/** Requests under way at once. */
const SLOTS = 128;

const PATIENCE = 30_000;

export function openAccess({ share, signal, profile, patience = PATIENCE }: AccessOptions): Access {
  // Every request that waits to be tried again listens to it; Node would take that for a leak.
  setMaxListeners(0, signal);
  const clients = openClients({ sockets: SLOTS, profile, patience, signal });
  const requests = new Map<string, number>();
  const shared = { pacer: startPacer({ share, slots: SLOTS, signal }), clients, signal, requests };
  return {
    session: (accountId, credentials) => openSession(accountId, credentials, shared),
    requests,
    close: clients.close,
  };
}
