/**
 * What the names of an authorizer's properties, of claims and of headers tell. Claims from OpenID Connect Core 1.0
 * (5.1) and RFC 7519 (4.1), and those that Cognito puts in its tokens.
 */

const PERSONAL: ReadonlySet<string> = new Set(
  'name given_name family_name middle_name nickname profile picture website email gender birthdate zoneinfo locale phone_number address phone firstname lastname fullname'.split(
    ' ',
  ),
);
const CREDENTIALS: ReadonlySet<string> = new Set(
  'authorization cookie set-cookie x-api-key x-amz-security-token access_token accesstoken id_token idtoken refresh_token refreshtoken token jwt password secret apikey api_key'.split(
    ' ',
  ),
);
const IDENTIFIERS: ReadonlySet<string> = new Set(
  'sub username preferred_username client_id clientid azp principalid userid user_id user uid oid upn'.split(' '),
);
const TECHNICAL: ReadonlySet<string> = new Set(
  'iss aud exp nbf iat jti scope auth_time acr amr token_use event_id origin_jti sid accept-language content-type cache-control location'.split(
    ' ',
  ),
);

/** What a value is like, as far as its name tells. */
export type PropertyNature = 'credential' | 'personal' | 'identifier' | 'technical' | 'unknown';

export function natureOf(property: string): PropertyNature {
  const name = property.toLowerCase();
  if (CREDENTIALS.has(name)) return 'credential';
  if (PERSONAL.has(name)) return 'personal';
  if (IDENTIFIERS.has(name)) return 'identifier';
  return TECHNICAL.has(name) ? 'technical' : 'unknown';
}
