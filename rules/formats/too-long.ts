import { nist } from '../../src/model/controls.ts';
import { defineRule } from '../../src/model/rule.ts';
import { FORMAT_RULES } from '../../src/semantics/access-log-format/judgement.ts';
import { judgeFormats } from './by-format.ts';
import { storeFormat } from './store-format.ts';

export default defineRule({
  id: 'formats/too-long',
  title: 'Access-log formats fit into 3 KB',
  severity: FORMAT_RULES['formats/too-long'],
  scope: 'region',
  needs: ['apigateway.apis'],
  rationale:
    'API Gateway takes an access-log template of at most 3 KB. A longer one cannot be stored, so that what was meant to be logged is not.',
  judgement:
    'Fails above 3072 characters, passes up to 3000 bytes. Unknown between, as AWS does not say whether a KB is 1000 or 1024 and whether bytes or characters count. Not applicable where no format is set. Unknown where stages could not be read.',
  controls: nist('AU-12'),
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  ],
  judge: judgeFormats('formats/too-long', ({ text }) => `the format has ${text.length} characters`),
  remediation: storeFormat,
});
