import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';

/** Five minutes before credentials end they are asked for again. */
const EARLY = 5 * 60_000;

/** One account's credentials, asked for once however many requests need them, and again when they run out. */
export interface Credentials {
  get(): Promise<AwsCredentialIdentity>;
  /** Drops credentials that AWS calls expired before our clock does; others that came since stay. */
  renew(expired: AwsCredentialIdentity): void;
}

export function keepCredentials(provider: AwsCredentialIdentityProvider): Credentials {
  let held: Promise<AwsCredentialIdentity> | null = null;
  let current: AwsCredentialIdentity | null = null;

  async function ask(): Promise<AwsCredentialIdentity> {
    try {
      current = await provider();
      return current;
    } catch (error) {
      held = null;
      throw error;
    }
  }

  return {
    get: () => {
      if (held === null || (current?.expiration?.getTime() ?? Number.POSITIVE_INFINITY) < Date.now() + EARLY) {
        current = null;
        held = ask();
      }
      return held;
    },
    renew: (expired) => {
      if (current === expired) held = null;
    },
  };
}
