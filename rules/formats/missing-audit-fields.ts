import { cis, iso27001, nist, pci } from '../../src/model/controls.ts';
import { defineRule } from '../../src/model/rule.ts';
import { SOURCES } from '../../src/semantics/access-log-format/catalogue.ts';
import { FORMAT_RULES } from '../../src/semantics/access-log-format/judgement.ts';
import { judgeFormats } from './by-format.ts';
import { storeFormat } from './store-format.ts';

export default defineRule({
  id: 'formats/missing-audit-fields',
  title: 'Access-log formats say who did what, when, from where and with which outcome',
  severity: FORMAT_RULES['formats/missing-audit-fields'],
  scope: 'region',
  needs: ['apigateway.apis'],
  rationale:
    'An access log is the only record of who called an API. What its format leaves out was never written down, and cannot be asked for later.',
  judgement:
    'Asks who, when, from where, with which outcome and with which client; of REST and HTTP APIs also method, resource and size, of WebSocket APIs event and connection, as those have no others. Low where only who, size or client is missing: an API without authorization has nobody to name. Unknown where an answer depends on the API: a property of an authorizer whose name tells nothing, or a route key in place of a method. Not applicable where no format is set. Unknown where stages could not be read.',
  controls: [cis('7.0.0', '4.10'), ...nist('AU-3'), ...pci('10.2.2'), iso27001('A.8.15')],
  references: Object.values(SOURCES),
  judge: judgeFormats('formats/missing-audit-fields', () => 'the format answers what an auditor asks'),
  remediation: storeFormat,
});
