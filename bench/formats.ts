import { examine } from '../src/semantics/access-log-format/examine.ts';

/** What a project that copied AWS's preset and added to it has: twelve fields of a REST API. */
const TYPICAL =
  '{ "requestId":"$context.requestId", "extendedRequestId":"$context.extendedRequestId", "ip": "$context.identity.sourceIp", "caller":"$context.identity.caller", "user":"$context.identity.user", "requestTime":"$context.requestTime", "httpMethod":"$context.httpMethod", "resourcePath":"$context.resourcePath", "status":"$context.status", "protocol":"$context.protocol", "responseLength":"$context.responseLength", "userAgent":"$context.identity.userAgent" }';

/** What is asked of one core, in formats a second. */
export const FORMATS_TARGET = 50_000;

/**
 * Formats a second that one core parses, renders with three sets of values, parses again and judges by every rule: the
 * median of several rounds, after one to warm up.
 */
export function measureFormats(rounds = 9, formatsEach = 20_000): number {
  const rates: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    // Texts that differ, so that nothing can be remembered from one to the next.
    const texts = Array.from({ length: formatsEach }, (_, index) =>
      TYPICAL.replace('}', `, "release":"${round}.${index}" }`),
    );
    const start = performance.now();
    for (const text of texts) {
      if (examine(text, 'rest').problems.length > 0) throw new Error('the typical format has a problem');
    }
    if (round > 0) rates.push(formatsEach / ((performance.now() - start) / 1000));
  }
  return rates.sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0;
}
