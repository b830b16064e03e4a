import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/aws/refusal.ts';

function sdkError(name: string, httpStatusCode?: number, message = 'as AWS says it') {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode, requestId: 'r-1' } });
}

function networkError(code: string) {
  return Object.assign(new Error(`connect ${code}`), { code });
}

describe('what an error means', () => {
  test.each([
    // Each service throttles in its own words.
    [sdkError('TooManyRequestsException', 429), 'throttled', 'throttled'],
    [sdkError('ThrottlingException', 400), 'throttled', 'throttled'],
    [sdkError('Throttling', 400), 'throttled', 'throttled'],
    [sdkError('RequestLimitExceeded', 503), 'throttled', 'throttled'],
    [sdkError('Unheard', 429), 'throttled', 'throttled'],
    [sdkError('AccessDeniedException', 400), 'access-denied', 'never'],
    [sdkError('AccessDenied', 403), 'access-denied', 'never'],
    [sdkError('UnauthorizedOperation', 403), 'access-denied', 'never'],
    [sdkError('Unheard', 403), 'access-denied', 'never'],
    [
      sdkError('AccessDeniedException', 400, 'with an explicit deny in a service control policy'),
      'denied-by-scp',
      'never',
    ],
    [sdkError('AccessDenied', 403, 'because no service control policy allows it'), 'denied-by-scp', 'never'],
    [sdkError('UnrecognizedClientException', 400), 'region-disabled', 'never'],
    [sdkError('InvalidClientTokenId', 403), 'region-disabled', 'never'],
    [sdkError('InvalidSignatureException', 403), 'error', 'transient'],
    [sdkError('ExpiredTokenException', 400), 'credentials-expired', 'expired'],
    [sdkError('ExpiredToken', 403), 'credentials-expired', 'expired'],
    [sdkError('InternalFailure', 500), 'error', 'transient'],
    [sdkError('ServiceUnavailable', 503), 'error', 'transient'],
    [sdkError('TrailNotFoundException', 404), 'error', 'never'],
    [sdkError('ValidationException', 400), 'error', 'never'],
    [networkError('ECONNREFUSED'), 'unreachable', 'transient'],
    [networkError('ECONNRESET'), 'unreachable', 'transient'],
    [networkError('ENOTFOUND'), 'unreachable', 'transient'],
    [sdkError('TimeoutError'), 'unreachable', 'transient'],
    [sdkError('SyntaxError', 200), 'invalid-response', 'transient'],
    [sdkError('SyntaxError', 404), 'invalid-response', 'never'],
    ['a string', 'error', 'never'],
    [null, 'error', 'never'],
  ])('%s is %s, retried: %s', (error, reason, retry) => {
    expect(diagnose(error)).toMatchObject({ reason, retry });
  });

  test('AWS’s own words and request id are kept', () => {
    const said =
      'User: arn:aws:sts::111122223333:assumed-role/audit/trailgate is not authorized to perform: iam:GetRole';
    expect(diagnose(sdkError('AccessDenied', 403, said))).toMatchObject({
      detail: said,
      requestId: 'r-1',
      httpStatus: 403,
      code: 'AccessDenied',
    });
  });
});
