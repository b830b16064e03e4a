import { describe, expect, test } from 'vitest';
import { API_KINDS, type ApiKind } from '../../../src/model/apigateway.ts';
import { AUDIT_QUESTIONS } from '../../../src/semantics/access-log-format/audit-fields.ts';
import { AUDIT_FORMATS } from '../../../src/semantics/access-log-format/audit-formats.ts';
import { CATALOGUE, standingOf } from '../../../src/semantics/access-log-format/catalogue.ts';
import { examine } from '../../../src/semantics/access-log-format/examine.ts';
import { nearestName } from '../../../src/semantics/access-log-format/nearest.ts';

describe('the catalogue', () => {
  test('names each variable once', () => {
    expect(new Set(CATALOGUE.map(({ name }) => name)).size).toBe(CATALOGUE.length);
  });

  test.each(CATALOGUE.map((variable) => [variable.name, variable] as const))('%s is told in full', (_, variable) => {
    expect(variable.meaning).toMatch(/\S/);
    expect(variable.sample).toMatch(/\S/);
    expect(variable.apis.length + variable.doubtfulOn.length).toBeGreaterThan(0);
    expect(variable.doubtfulOn.length > 0).toBe(variable.doubt !== null);
    for (const kind of variable.doubtfulOn) expect(variable.apis).not.toContain(kind);
  });

  test.each(CATALOGUE.flatMap(({ name, instead, apis }) => (instead === null ? [] : [{ name, instead, apis }])))(
    '$instead can stand for $name wherever that is',
    ({ instead, apis }) => {
      for (const kind of apis) expect(standingOf(instead, kind).available).toBe('yes');
    },
  );

  test.each(API_KINDS)('has every variable that answers an auditor’s question of %s APIs', (kind) => {
    for (const question of AUDIT_QUESTIONS[kind]) {
      for (const name of question.variables) expect(standingOf(name, kind).variable?.name).toBe(name);
      for (const name of question.add) expect(standingOf(name, kind).available).toBe('yes');
    }
  });
});

describe('standingOf', () => {
  test.each<[string, ApiKind, string]>([
    ['requestId', 'rest', 'yes'],
    ['routeKey', 'rest', 'no'],
    ['routeKey', 'http', 'yes'],
    ['httpMethod', 'websocket', 'no'],
    ['authorizer.claims.sub', 'http', 'yes'],
    ['authorizer.claims.sub', 'websocket', 'no'],
    ['authorizer.claims', 'rest', 'no'],
    ['authorizer.tenant_id', 'websocket', 'yes'],
    ['authorizer.tenant.id', 'rest', 'unclear'],
    ['authorizer.tenant-id', 'rest', 'unclear'],
    ['authorizer.principalId', 'http', 'unclear'],
    ['requestOverride.header.X-Tenant', 'rest', 'yes'],
    ['requestOverride.header.X-Tenant', 'http', 'no'],
    ['status-', 'rest', 'unclear'],
    ['status|stage', 'http', 'unclear'],
    ['Status', 'rest', 'no'],
    ['constructor', 'rest', 'no'],
    ['', 'rest', 'no'],
  ])('%s on %s: %s', (name, api, available) => {
    expect(standingOf(name, api).available).toBe(available);
  });
});

describe('nearestName', () => {
  test.each<[string, ApiKind, string | null]>([
    ['requestID', 'rest', 'requestId'],
    ['requesttime', 'http', 'requestTime'],
    ['sourceIp', 'rest', 'identity.sourceIp'],
    ['userAgent', 'websocket', 'identity.userAgent'],
    ['identity.sourceIP', 'http', 'identity.sourceIp'],
    ['identity.souceIp', 'http', 'identity.sourceIp'],
    ['errorMessage', 'rest', 'error.message'],
    ['integration_status', 'rest', 'integration.status'],
    ['responseTime', 'rest', 'responseLatency'],
    ['ip', 'http', 'identity.sourceIp'],
    ['methdo', 'rest', null],
    ['httpMehtod', 'rest', 'httpMethod'],
    ['httpMehtod', 'websocket', null],
    ['toString', 'rest', null],
    ['request.header.Referer', 'rest', null],
    ['x'.repeat(100_000), 'rest', null],
  ])('for %s on %s: %s', (wrong, api, nearest) => {
    expect(nearestName(wrong, api)).toBe(nearest);
  });
});

test.each(API_KINDS)('the format that we advise for %s APIs leaves no problem and no doubt', (kind) => {
  const { problems, doubts } = examine(AUDIT_FORMATS[kind], kind);
  expect({ problems, doubts }).toEqual({ problems: [], doubts: [] });
});
