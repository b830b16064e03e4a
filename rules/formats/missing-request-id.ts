import { cis, nist } from '../../src/model/controls.ts';
import { defineRule } from '../../src/model/rule.ts';
import { SOURCES } from '../../src/semantics/access-log-format/catalogue.ts';
import { FORMAT_RULES } from '../../src/semantics/access-log-format/judgement.ts';
import { REQUEST_IDS } from '../../src/semantics/access-log-format/parse.ts';
import { judgeFormats } from './by-format.ts';
import { storeFormat } from './store-format.ts';

export default defineRule({
  id: 'formats/missing-request-id',
  title: 'Access-log formats hold a request id',
  severity: FORMAT_RULES['formats/missing-request-id'],
  scope: 'region',
  needs: ['apigateway.apis'],
  rationale:
    'The request id is what joins a line of the access log to its execution log, to the caller’s own records and to AWS support. A line without it cannot be traced.',
  judgement:
    'Passes where the format holds $context.requestId or $context.extendedRequestId as a whole variable. Longer names, other letter case, $context.integration.requestId and plain words do not count. Unknown where the name runs into punctuation. Not applicable where no format is set. Unknown where stages could not be read.',
  controls: [cis('7.0.0', '4.10'), ...nist('AU-3')],
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-access-logging.html',
    ...Object.values(SOURCES),
  ],
  judge: judgeFormats('formats/missing-request-id', ({ references }) => {
    const held = references.find(({ name, standing }) => standing.available === 'yes' && REQUEST_IDS.includes(name));
    return `the format holds $context.${held?.name}`;
  }),
  remediation: storeFormat,
});
