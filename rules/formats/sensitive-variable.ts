import { nist } from '../../src/model/controls.ts';
import { defineRule } from '../../src/model/rule.ts';
import { SOURCES } from '../../src/semantics/access-log-format/catalogue.ts';
import { FORMAT_RULES } from '../../src/semantics/access-log-format/judgement.ts';
import { judgeFormats } from './by-format.ts';
import { storeFormat } from './store-format.ts';

export default defineRule({
  id: 'formats/sensitive-variable',
  title: 'Access-log formats hold no credentials and no needless personal data',
  severity: FORMAT_RULES['formats/sensitive-variable'],
  scope: 'region',
  needs: ['apigateway.apis'],
  rationale:
    'Logs are read by more people, and kept longer, than the requests that they describe. A key in a log lets its readers in, and personal data in it spreads further than its owner was told.',
  judgement:
    'Fails for the value of an API key and for properties and headers that are called like credentials; low for the whole client certificate, Cognito’s provider string, and claims that are called like personal data. Unknown for properties of an authorizer, and for overridden headers and parameters, whose names do not tell. Paths are not judged, though they may hold identifiers. Not applicable where no format is set. Unknown where stages could not be read.',
  controls: nist('AU-3(3)'),
  references: [...Object.values(SOURCES), 'https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims'],
  judge: judgeFormats('formats/sensitive-variable', () => 'the format holds no variable that is known to be sensitive'),
  remediation: storeFormat,
});
