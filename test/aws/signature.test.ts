import { STSClient } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import type { HttpRequest } from '@smithy/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sign } from '../../src/aws/signature.ts';

/** The examples of the Amazon S3 API Reference, "Signature Calculations for the Authorization Header". */
const EXAMPLE_KEYS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const EXAMPLE_SCOPE = { region: 'us-east-1', service: 's3', date: new Date('2013-05-24'), escapePath: false };

function httpRequest(parts: Pick<HttpRequest, 'method' | 'path' | 'headers' | 'query' | 'body'>): HttpRequest {
  return { protocol: 'https:', hostname: 'aws.example', ...parts };
}

describe('the signatures that AWS published', () => {
  test.each([
    [
      'an object',
      '/test.txt',
      {},
      { range: 'bytes=0-9' },
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ],
    ['a setting', '/', { lifecycle: '' }, {}, 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
    [
      'a list',
      '/',
      { 'max-keys': '2', prefix: 'J' },
      {},
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    ],
  ])('are ours: %s of Amazon S3', (_, path, query, headers, signature) => {
    const host = 'examplebucket.s3.amazonaws.com';
    const request = httpRequest({ method: 'GET', path, query, headers: { host, ...headers } });
    expect(sign(request, EXAMPLE_KEYS, EXAMPLE_SCOPE).headers.authorization).toMatch(`Signature=${signature}`);
  });
});

const word = fc.string({ unit: fc.constantFrom(..."aZ09-_.~!'()*+ /%=&:é🙂"), minLength: 1, maxLength: 12 });
const headerName = fc.stringMatching(/^x-amz-[a-z]{1,8}$/);
/** Dots alone would be taken for steps in the path; no name of AWS's consists of them. */
const segment = word.filter((text) => !/^\.+$/.test(text));
const request = fc.record({
  method: fc.constantFrom('GET', 'POST'),
  segments: fc.array(segment, { maxLength: 4 }),
  query: fc.dictionary(word, fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 })), { maxKeys: 4 }),
  headers: fc.dictionary(headerName, fc.stringMatching(/^[ -~]{0,20}$/), { maxKeys: 3 }),
  body: fc.option(fc.oneof(word, fc.uint8Array({ maxLength: 40 })), { nil: undefined }),
});
const identity = fc.record(
  { accessKeyId: fc.stringMatching(/^[A-Z0-9]{16}$/), secretAccessKey: word, sessionToken: word },
  { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
);
const scope = fc.record({
  region: fc.constantFrom('eu-west-1', 'us-east-1'),
  service: fc.constantFrom('apigateway', 'logs', 's3'),
  date: fc.date({ min: new Date('2020-01-01'), max: new Date('2039-01-01'), noInvalidDate: true }),
});

test('any request is signed as by the SDK’s own signer', async () => {
  const { sha256 } = new STSClient({}).config;
  await fc.assert(
    fc.asyncProperty(request, identity, scope, async ({ segments, ...parts }, keys, where) => {
      const path = `/${segments.map(encodeURIComponent).join('/')}`;
      const made = () =>
        httpRequest({ ...parts, path, headers: { host: 'aws.example', 'user-agent': 'x', ...parts.headers } });
      const escapePath = where.service !== 's3';
      const theirs = new SignatureV4({ ...where, credentials: keys, sha256, uriEscapePath: escapePath });
      const ours = sign(made(), keys, { ...where, escapePath });
      expect(ours.headers).toEqual((await theirs.sign(made(), { signingDate: where.date })).headers);
    }),
    { numRuns: 500 },
  );
});

test('a stream is not signed', () => {
  const streaming = httpRequest({ method: 'PUT', path: '/', headers: {}, body: new ReadableStream() });
  expect(() => sign(streaming, EXAMPLE_KEYS, EXAMPLE_SCOPE)).toThrow('a stream cannot be signed');
});
