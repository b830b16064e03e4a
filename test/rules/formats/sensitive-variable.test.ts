import rule from '../../../rules/formats/sensitive-variable.ts';
import { apisWith, LOG_GROUP, stage } from '../../support/stages.ts';
import { testRule } from '../../support/test-rule.ts';

const withFormat = (kind: 'rest' | 'http' | 'websocket', name: string, format: string | null) =>
  stage(kind, name, { accessLog: { destinationArn: LOG_GROUP, format } });

const good = withFormat('rest', 'prod', '$context.requestId $context.identity.apiKeyId $context.authorizer.claims.sub');
const key = withFormat('rest', 'dev', '$context.requestId $context.identity.apiKey $context.authorizer.claims.email');
const token = withFormat('rest', 'older', '$context.requestOverride.header.Authorization');
const mail = withFormat('http', 'dev', '$context.authorizer.claims.email');
const provider = withFormat('websocket', 'dev', '$context.identity.cognitoAuthenticationProvider');
const property = withFormat('http', 'odd', '$context.authorizer.tenant');
const elsewhere = withFormat('http', 'gone', '$context.identity.apiKey');
const none = stage('http', '$default', { accessLog: null });

testRule(rule, {
  'identifiers pass': {
    given: { 'apigateway.apis': apisWith(good) },
    expect: [{ outcome: 'pass', arn: good.arn, message: 'the format holds no variable that is known to be sensitive' }],
  },
  'an API key fails, and says what to log instead': {
    given: { 'apigateway.apis': apisWith(key, token) },
    expect: [
      {
        outcome: 'fail',
        arn: key.arn,
        severity: 'medium',
        message: /apiKey writes a credential to the log; log \$context\.identity\.apiKeyId instead/,
      },
      { outcome: 'fail', arn: token.arn, severity: 'medium', message: /Authorization writes a credential/ },
    ],
  },
  'personal data is less grave': {
    given: { 'apigateway.apis': apisWith(mail, provider) },
    expect: [
      { outcome: 'fail', arn: mail.arn, severity: 'low', message: /claims\.email writes personal data/ },
      {
        outcome: 'fail',
        arn: provider.arn,
        severity: 'low',
        message: /log \$context\.identity\.cognitoIdentityId instead/,
      },
    ],
  },
  'a property whose name tells nothing is not decided': {
    given: { 'apigateway.apis': apisWith(property) },
    expect: [{ outcome: 'unknown', arn: property.arn, message: /up to the API/ }],
  },
  'what a kind of API never prints harms nobody': {
    given: { 'apigateway.apis': apisWith(elsewhere) },
    expect: [{ outcome: 'pass', arn: elsewhere.arn, message: /no variable/ }],
  },
  'without a format there is nothing to judge': {
    given: { 'apigateway.apis': apisWith(none) },
    expect: [{ outcome: 'not-applicable', arn: none.arn, message: 'no access-log format is set' }],
  },
});
