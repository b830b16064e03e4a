import { expect, test } from 'vitest';
import rule from '../../../rules/formats/unknown-variable.ts';
import type { Facts } from '../../../src/model/verdict.ts';
import { ACCOUNT, REGION } from '../../support/evidence.ts';
import { apisWith, LOG_GROUP, stage } from '../../support/stages.ts';

const WHERE = {
  target: { scope: 'region', partition: 'aws', accountId: ACCOUNT, region: REGION },
  now: new Date(0),
} as const;

function factsOf(format: string): Facts {
  const only = stage('rest', 'prod', { accessLog: { destinationArn: LOG_GROUP, format } });
  const [verdict] = rule.judge({ 'apigateway.apis': apisWith(only).value }, WHERE);
  return verdict?.facts ?? {};
}

test('a failing format is told with the places of its problems and a line that it leaves', () => {
  const format = '{"id":"$context.requestId","who":"$context.caller"}';
  const start = format.indexOf('$context.caller');
  const facts = factsOf(format);
  expect(facts).toMatchObject({ format, problems: [{ start, end: start + '$context.caller'.length }] });
  expect(JSON.parse(String(facts.sample))).toMatchObject({ who: '-' });
});

test('a doubtful format is told with the places of its doubts', () => {
  const facts = factsOf('$context.requestId $util.parseJson($context.path)');
  expect(facts).toMatchObject({ doubts: [{ start: '$context.requestId '.length }] });
  expect(facts).not.toHaveProperty('problems');
});

test('a passing format is told alone', () => {
  expect(factsOf('$context.requestId')).toEqual({ format: '$context.requestId' });
});

test('a hostile format has a limited number of places and a limited line', () => {
  const facts = factsOf('$context.requestIdd '.repeat(5_000));
  expect(facts.problems).toHaveLength(50);
  expect(String(facts.sample).length).toBeLessThanOrEqual(4_096);
});
