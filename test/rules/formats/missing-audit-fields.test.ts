import rule from '../../../rules/formats/missing-audit-fields.ts';
import { apisWith, LOG_GROUP, stage } from '../../support/stages.ts';
import { testRule } from '../../support/test-rule.ts';

const withFormat = (kind: 'rest' | 'http' | 'websocket', name: string, format: string | null) =>
  stage(kind, name, { accessLog: { destinationArn: LOG_GROUP, format } });

const fields = '$context.requestTime $context.identity.sourceIp $context.identity.userAgent $context.status';
const rest = withFormat(
  'rest',
  'prod',
  `${fields} $context.identity.caller $context.httpMethod $context.path $context.responseLength`,
);
const http = withFormat(
  'http',
  'prod',
  `${fields} $context.authorizer.claims.sub $context.httpMethod $context.routeKey $context.dataProcessed`,
);
const socket = withFormat(
  'websocket',
  'prod',
  `${fields} $context.authorizer.principalId $context.routeKey $context.connectionId`,
);
const anonymous = withFormat('http', 'dev', `${fields} $context.httpMethod $context.routeKey $context.responseLength`);
const bare = withFormat('rest', 'dev', '$context.requestId $context.identity.caller');
const route = withFormat('http', 'odd', `${fields} $context.identity.user $context.routeKey $context.responseLength`);
const tenant = withFormat(
  'rest',
  'odd',
  `${fields} $context.authorizer.tenant $context.httpMethod $context.path $context.responseLength`,
);
const expiry = withFormat(
  'rest',
  'older',
  `${fields} $context.authorizer.claims.exp $context.httpMethod $context.path $context.responseLength`,
);
const none = stage('http', '$default', { accessLog: null });

testRule(rule, {
  'who, when, from where, what, outcome, size and agent pass, for each kind of API': {
    given: { 'apigateway.apis': apisWith(rest, http, socket) },
    expect: [
      { outcome: 'pass', arn: rest.arn, message: /answers what an auditor asks/ },
      { outcome: 'pass', arn: http.arn, message: /answers/ },
      { outcome: 'pass', arn: socket.arn, message: /answers/ },
    ],
  },
  'nobody named is a minor gap': {
    given: { 'apigateway.apis': apisWith(anonymous) },
    expect: [
      {
        outcome: 'fail',
        arn: anonymous.arn,
        severity: 'low',
        message: 'the format does not say who called; add $context.identity.caller, $context.identity.user',
      },
    ],
  },
  'no time, origin, method, resource and outcome is a grave gap': {
    given: { 'apigateway.apis': apisWith(bare) },
    expect: [
      {
        outcome: 'fail',
        arn: bare.arn,
        severity: 'medium',
        message: /does not say when, from where, with which method, which resource, with which outcome/,
      },
    ],
  },
  'a route key in place of a method is not decided': {
    given: { 'apigateway.apis': apisWith(route) },
    expect: [
      { outcome: 'unknown', arn: route.arn, message: 'whether the format says with which method depends on the API' },
    ],
  },
  'a property whose name tells nothing is not decided': {
    given: { 'apigateway.apis': apisWith(tenant) },
    expect: [{ outcome: 'unknown', arn: tenant.arn, message: 'whether the format says who called depends on the API' }],
  },
  'a claim that names nobody does not count': {
    given: { 'apigateway.apis': apisWith(expiry) },
    expect: [{ outcome: 'fail', arn: expiry.arn, severity: 'low', message: /who called/ }],
  },
  'without a format there is nothing to judge': {
    given: { 'apigateway.apis': apisWith(none) },
    expect: [{ outcome: 'not-applicable', arn: none.arn, message: 'no access-log format is set' }],
  },
});
