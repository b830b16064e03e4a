import { createHmac } from 'node:crypto';
import { rememberMost } from './remember.ts';
import type { IssuedCredentials, Session } from './services/service.ts';
import type { World } from './world/world.ts';

/** Who holds a key: the caller's user, or a role's session. */
export type KeyHolder =
  | { readonly kind: 'user'; readonly accountId: string }
  | { readonly kind: 'session'; readonly session: Session; readonly expiresAt: number };

/**
 * The access keys of a world. Nothing is stored: an access key's id holds its account, as AWS's do, a session's token
 * holds the rest with a seal on it, and secrets follow from ids.
 */
export interface AccessKeys {
  /** The long-term key of the caller that a scan starts with. */
  readonly caller: { readonly accessKeyId: string; readonly secretAccessKey: string };
  issue(session: Session, expiresAt: number): IssuedCredentials;
  /** Null for a key, or a token, that the sandbox did not give out. */
  holderOf(accessKeyId: string, sessionToken: string | undefined): KeyHolder | null;
  secretOf(accessKeyId: string): string;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function accessKeysOf({ callerAccountId }: World): AccessKeys {
  const callerKeyId = keyId('AKIA', callerAccountId, 0);
  let issued = 0;
  const sessions = rememberMost<KeyHolder | null>(1_000);
  const secretOf = (accessKeyId: string) => sealOf(`secret ${accessKeyId}`).slice(0, 40);
  return {
    caller: { accessKeyId: callerKeyId, secretAccessKey: secretOf(callerKeyId) },
    secretOf,
    issue: (session, expiresAt) => {
      issued += 1;
      const accessKeyId = keyId('ASIA', session.accountId, issued);
      const held = [accessKeyId, session.accountId, session.roleName, session.sessionName, expiresAt];
      const content = Buffer.from(JSON.stringify(held)).toString('base64');
      const sessionToken = `${sealOf(content)}/${content}`;
      return { accessKeyId, secretAccessKey: secretOf(accessKeyId), sessionToken, expiration: new Date(expiresAt) };
    },
    holderOf: (accessKeyId, sessionToken) => {
      if (sessionToken !== undefined) {
        return sessions(`${accessKeyId} ${sessionToken}`, () => sessionOf(accessKeyId, sessionToken));
      }
      return accessKeyId === callerKeyId ? { kind: 'user', accountId: callerAccountId } : null;
    },
  };
}

function sessionOf(accessKeyId: string, token: string): KeyHolder | null {
  const seal = token.slice(0, SEAL_LENGTH);
  const content = token.slice(SEAL_LENGTH + 1);
  if (sealOf(content) !== seal) return null;
  const [key, accountId, roleName, sessionName, expiresAt] = JSON.parse(Buffer.from(content, 'base64').toString());
  return key === accessKeyId ? { kind: 'session', session: { accountId, roleName, sessionName }, expiresAt } : null;
}

const SEAL_LENGTH = 44;

/** Not a secret: whoever reads this can make any key. It keeps mistakes out, not people. */
function sealOf(text: string): string {
  return createHmac('sha256', 'trailgate sandbox').update(text).digest('base64');
}

/** Twenty characters, of which those after the prefix are the account's number and a serial number in base 32. */
function keyId(prefix: 'AKIA' | 'ASIA', accountId: string, serial: number): string {
  let rest = (BigInt(accountId) << 40n) | BigInt(serial);
  let text = '';
  for (let index = 0; index < 16; index += 1) {
    text = ALPHABET.charAt(Number(rest & 31n)) + text;
    rest >>= 5n;
  }
  return prefix + text;
}
