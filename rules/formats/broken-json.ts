import { nist } from '../../src/model/controls.ts';
import { defineRule } from '../../src/model/rule.ts';
import { FORMAT_RULES } from '../../src/semantics/access-log-format/judgement.ts';
import { kindOf } from '../../src/semantics/access-log-format/kind.ts';
import { judgeFormats } from './by-format.ts';
import { storeFormat } from './store-format.ts';

export default defineRule({
  id: 'formats/broken-json',
  title: 'Access-log lines can be read back as what they claim to be',
  severity: FORMAT_RULES['formats/broken-json'],
  scope: 'region',
  needs: ['apigateway.apis'],
  rationale:
    'Log Insights, metric filters and SIEMs find fields in a line only if it parses. A line that does not is stored, paid for and never found.',
  judgement:
    'Renders the format with ordinary values, with - for missing ones, and with hostile ones that are escaped as JSON or XML needs it, and parses the result. Also fails a CSV column that is not quoted and can hold commas. Whether API Gateway escapes values is not documented: a format passes if it is sound when values are escaped. Other kinds of lines have no grammar to break. Not applicable where no format is set. Unknown where stages could not be read.',
  controls: nist('AU-3', 'AU-12'),
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-access-logging.html',
    'https://github.com/DataBiosphere/azul/issues/4348',
    'https://www.rfc-editor.org/rfc/rfc8259',
  ],
  judge: judgeFormats('formats/broken-json', (format) => {
    const kind = kindOf(format);
    return kind === 'clf' || kind === 'text' ? 'the lines claim no grammar' : `the lines are ${kind.toUpperCase()}`;
  }),
  remediation: storeFormat,
});
