import type { Manifest } from '../../inventory/manifest.ts';
import { accountFile, ORGANIZATION_FILE } from '../../inventory/manifest.ts';
import type { ApiCall } from '../../model/evidence.ts';
import type { Finding, Report } from '../../model/report.ts';
import type { Rule } from '../../model/rule.ts';
import type { AccountId, Arn } from '../../model/target.ts';

/**
 * One line for each finding: which questions it rests on, in which files the raw answers are, and the calls that gave
 * them, each with the ARN that made it.
 */
export async function* provenanceOf(report: Report, rules: readonly Rule[], manifest: Manifest): AsyncIterable<string> {
  const needs = new Map(rules.map(({ id, needs: keys }) => [id, keys]));
  const files = new Set(manifest.files.map(({ path }) => path));
  for await (const finding of report.findings()) {
    const line = {
      fingerprint: finding.fingerprint,
      ruleId: finding.ruleId,
      outcome: finding.outcome,
      resource: finding.resource.arn,
      questions: needs.get(finding.ruleId) ?? [],
      evidence: filesOf(finding)
        .filter((path) => files.has(path))
        .map((path) => `evidence/${path}`),
      calls: finding.evidence.calls.map((call) => withCaller(call, manifest)),
    };
    yield `${JSON.stringify(line)}\n`;
  }
}

function filesOf({ accountId }: Finding): readonly string[] {
  return [ORGANIZATION_FILE, accountFile(accountId)];
}

function withCaller(call: ApiCall, manifest: Manifest): ApiCall & { readonly caller: Arn } {
  return { ...call, caller: callerArn(call.accountId, manifest) };
}

/**
 * Who signed with an account's credentials: the scan's caller, or the session of the role that it assumed there. Such
 * an ARN has the role's name without its path (IAM User Guide, IAM identifiers).
 */
function callerArn(accountId: AccountId, { scan, role }: Manifest): Arn {
  if (accountId === scan.caller.accountId || role === null) return scan.caller.arn;
  const name = role.roleName.split('/').at(-1) ?? role.roleName;
  return `arn:${scan.partition}:sts::${accountId}:assumed-role/${name}/${role.sessionName}`;
}
