import { nist } from '../../src/model/controls.ts';
import { defineRule } from '../../src/model/rule.ts';
import { API_NAMES, SOURCES } from '../../src/semantics/access-log-format/catalogue.ts';
import { FORMAT_RULES } from '../../src/semantics/access-log-format/judgement.ts';
import { judgeFormats } from './by-format.ts';
import { storeFormat } from './store-format.ts';

export default defineRule({
  id: 'formats/unavailable-variable',
  title: 'Access-log formats use variables of their kind of API',
  severity: FORMAT_RULES['formats/unavailable-variable'],
  scope: 'region',
  needs: ['apigateway.apis'],
  rationale:
    'REST, HTTP and WebSocket APIs have different variables. One that belongs to another kind prints - in every line, or keeps the format from being stored.',
  judgement:
    'Fails for a variable that AWS lists for other kinds of API only. Unknown where sources disagree: variables of the authorizer that the list for HTTP APIs dropped, $context.resourcePath on HTTP APIs, and what the page for WebSocket APIs names without listing it. Names that no kind has are another rule’s. Not applicable where no format is set. Unknown where stages could not be read.',
  controls: nist('AU-3'),
  references: Object.values(SOURCES),
  judge: judgeFormats('formats/unavailable-variable', ({ api }) => `every variable is one of ${API_NAMES[api]} APIs`),
  remediation: storeFormat,
});
