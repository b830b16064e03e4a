import { nist } from '../../src/model/controls.ts';
import { defineRule } from '../../src/model/rule.ts';
import { FORMAT_RULES } from '../../src/semantics/access-log-format/judgement.ts';
import { judgeFormats } from './by-format.ts';
import { storeFormat } from './store-format.ts';

export default defineRule({
  id: 'formats/line-break',
  title: 'Access-log formats are a single line',
  severity: FORMAT_RULES['formats/line-break'],
  scope: 'region',
  needs: ['apigateway.apis'],
  rationale:
    'API Gateway refuses a format with a line break in it, so that a deployment fails, or leaves the stage with its old format or none.',
  judgement:
    'Fails for a line feed that is not at the end. On REST APIs a last line feed passes. Unknown for a last line break on HTTP and WebSocket APIs, where AWS’s page and observed refusals disagree, for several at the end, for a carriage return alone, and for a backslash and an n at the end. Not applicable where no format is set. Unknown where stages could not be read.',
  controls: nist('AU-12'),
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-access-logging.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html',
  ],
  judge: judgeFormats('formats/line-break', () => 'the format is a single line'),
  remediation: storeFormat,
});
