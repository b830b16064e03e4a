import { nist } from '../../src/model/controls.ts';
import { defineRule } from '../../src/model/rule.ts';
import { SOURCES } from '../../src/semantics/access-log-format/catalogue.ts';
import { FORMAT_RULES } from '../../src/semantics/access-log-format/judgement.ts';
import { judgeFormats } from './by-format.ts';
import { storeFormat } from './store-format.ts';

export default defineRule({
  id: 'formats/unknown-variable',
  title: 'Access-log formats use variables that exist',
  severity: FORMAT_RULES['formats/unknown-variable'],
  scope: 'region',
  needs: ['apigateway.apis'],
  rationale:
    'API Gateway prints - for a name that it does not know, or refuses the format. The field that the author meant is then in no line, and nobody is told.',
  judgement:
    'Fails for a $context name that none of AWS’s three lists has, and for what is logged as plain text although it was meant as a variable, such as $requestId. Unknown for $input, $util and $stageVariables, for a brace that is never closed, and for a name that runs into punctuation, as what is then logged is not documented. AWS’s lists were read in October 2026: a newer variable would fail. Not applicable where no format is set. Unknown where stages could not be read.',
  controls: nist('AU-3'),
  references: Object.values(SOURCES),
  judge: judgeFormats('formats/unknown-variable', () => 'every variable is one that AWS lists'),
  remediation: storeFormat,
});
