import type { ApiKind } from '../../model/apigateway.ts';
import type { Check } from './judgement.ts';
import { judgementOf, wholeOf } from './judgement.ts';
import type { Format, Reference } from './parse.ts';
import { natureOf } from './properties.ts';
import { propertyOf } from './sensitive.ts';

/** Something that an auditor asks of each line. */
export interface AuditQuestion {
  readonly asks: string;
  /** Any of these answers it. */
  readonly variables: readonly string[];
  /** These answer it in some APIs. */
  readonly perhaps: readonly string[];
  /** What to add where nothing answers it. */
  readonly add: readonly string[];
  /** Whether a log without it still tells when what happened to which request. */
  readonly minor: boolean;
}

const CALLERS =
  'identity.caller identity.user identity.userArn identity.apiKeyId identity.apiKey identity.cognitoIdentityId identity.cognitoAuthenticationProvider identity.clientCert.subjectDN identity.clientCert.serialNumber identity.clientCert.clientCertPem authorizer.principalId';

const who = question('who called', CALLERS, 'identity.caller identity.user', true);
const when = question('when', 'requestTime requestTimeEpoch', 'requestTime');
const origin = question('from where', 'identity.sourceIp', 'identity.sourceIp');
const outcome = question('with which outcome', 'status', 'status');
const agent = question('with which client', 'identity.userAgent', 'identity.userAgent', true);
const method = question('with which method', 'httpMethod', 'httpMethod');

/**
 * Who, when, from where, what, outcome, size and agent: the fields that CIS AWS Foundations 7.0.0, 4.10 names (client
 * IP, timestamp, method, URI, status, bytes, user agent), and who. WebSocket APIs have events instead of methods and
 * paths, and no size. Who is minor because an API without authorization has nobody to name.
 */
export const AUDIT_QUESTIONS: Readonly<Record<ApiKind, readonly AuditQuestion[]>> = {
  rest: [
    who,
    when,
    origin,
    method,
    question('which resource', 'resourcePath path', 'resourcePath'),
    outcome,
    question('how much was answered', 'responseLength', 'responseLength', true),
    agent,
  ],
  http: [
    who,
    when,
    origin,
    // `GET /pets` names the method, `ANY /pets` and `$default` do not.
    { ...method, perhaps: ['routeKey'] },
    question('which resource', 'routeKey path', 'routeKey'),
    outcome,
    question('how much was answered', 'responseLength dataProcessed', 'responseLength', true),
    agent,
  ],
  websocket: [
    who,
    when,
    origin,
    question('which event', 'eventType routeKey', 'eventType'),
    question('on which connection', 'connectionId', 'connectionId'),
    outcome,
    agent,
  ],
};

function question(asks: string, variables: string, add: string, minor = false): AuditQuestion {
  return { asks, variables: variables.split(' '), perhaps: [], add: add.split(' '), minor };
}

/** The questions that no variable answers for certain, and whether one answers them perhaps. */
export function unansweredQuestions({
  api,
  references,
}: Format): readonly { question: AuditQuestion; perhaps: boolean }[] {
  const certain = new Set<AuditQuestion>();
  const perhaps = new Set<AuditQuestion>();
  for (const reference of references) {
    for (const asked of AUDIT_QUESTIONS[api]) {
      if (certain.has(asked)) continue;
      const answer = answerOf(reference, asked);
      if (answer === 'certain') certain.add(asked);
      else if (answer === 'perhaps') perhaps.add(asked);
    }
  }
  return AUDIT_QUESTIONS[api]
    .filter((asked) => !certain.has(asked))
    .map((asked) => ({ question: asked, perhaps: perhaps.has(asked) }));
}

function answerOf(reference: Reference, asked: AuditQuestion): 'certain' | 'perhaps' | null {
  const { variable, available } = reference.standing;
  if (variable === null || available === 'no') return null;
  if (asked.variables.includes(variable.name)) return available === 'yes' ? 'certain' : 'perhaps';
  if (asked.perhaps.includes(variable.name)) return 'perhaps';
  if (asked !== who || !OF_THE_CALLER.includes(variable.name)) return null;
  const nature = natureOf(propertyOf(reference.name));
  if (nature === 'technical') return null;
  return nature === 'unknown' || available !== 'yes' ? 'perhaps' : 'certain';
}

const OF_THE_CALLER: readonly string[] = ['authorizer.claims.{property}', 'authorizer.{property}'];

/** Whether an auditor finds in each line what they need. */
export const checkAuditFields: Check = (format) => {
  const judgement = judgementOf('formats/missing-audit-fields');
  const unanswered = unansweredQuestions(format);
  const missing = unanswered.filter(({ perhaps }) => !perhaps).map(({ question: asked }) => asked);
  if (missing.length > 0) {
    const asks = missing.map(({ asks: words }) => words).join(', ');
    const add = missing.flatMap((asked) => asked.add.map((name) => `$context.${name}`)).join(', ');
    const severity = missing.every(({ minor }) => minor) ? 'low' : 'medium';
    judgement.problem(wholeOf(format), `the format does not say ${asks}; add ${add}`, severity);
  }
  for (const { question: asked, perhaps } of unanswered) {
    if (perhaps) judgement.doubt(wholeOf(format), `whether the format says ${asked.asks} depends on the API`);
  }
  return judgement;
};
