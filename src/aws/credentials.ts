import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';

/** Five minutes before credentials end they are asked for again. */
const EARLY = 5 * 60_000;

/** Keeps credentials until shortly before they expire, and asks once however many requests need them. */
export function memoize(provider: AwsCredentialIdentityProvider): AwsCredentialIdentityProvider {
  let held: Promise<AwsCredentialIdentity> | null = null;
  let expiresAt = Number.POSITIVE_INFINITY;
  return () => {
    if (held === null || Date.now() > expiresAt - EARLY) {
      expiresAt = Number.POSITIVE_INFINITY;
      held = provider().then(
        (credentials) => {
          expiresAt = credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
          return credentials;
        },
        (error: unknown) => {
          held = null;
          throw error;
        },
      );
    }
    return held;
  };
}
