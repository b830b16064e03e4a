import type { Stage } from '../../src/model/apigateway.ts';
import { hcl, yaml } from '../../src/model/remediation.ts';
import type { Remediation } from '../../src/model/rule.ts';
import { AUDIT_FORMATS } from '../../src/semantics/access-log-format/audit-formats.ts';
import { repairFormat } from '../../src/semantics/access-log-format/repair.ts';
import { updateStage } from '../stages/update-stage.ts';

/** How to give a stage its own format back with every mistake mended, not only the one at hand. */
export const storeFormat: Remediation<Stage> = {
  cli: (stage) => {
    const destinationArn = stage.accessLog?.destinationArn;
    // The other kinds replace the whole structure, in which the destination must stay.
    const v2 = { format: repaired(stage), ...(destinationArn ? { destinationArn } : {}) };
    return updateStage(stage, { rest: { accessLogSettings: { format: v2.format } }, v2: { AccessLogSettings: v2 } });
  },
  terraform: (stage) => hcl`
    # in the access_log_settings of the stage ${stage.name}
    format = ${repaired(stage)}`,
  cloudformation: (stage) => yaml`
    # in the ${stage.kind === 'rest' ? 'AccessLogSetting' : 'AccessLogSettings'} of the stage ${stage.name}
    Format: ${repaired(stage)}`,
};

function repaired({ accessLog, kind }: Stage): string {
  const format = accessLog?.format ?? null;
  return format === null ? AUDIT_FORMATS[kind] : repairFormat(format, kind);
}
