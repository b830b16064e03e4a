import { type PolicyDocument, policyDocument } from '../src/collect/policy.ts';

export type Statement = PolicyDocument['Statement'][number];

const everything = policyDocument(null).Statement;

/** What a scan asks of the account that the role is in. */
export const accountStatements = everything.filter((statement) => !isAbout(statement, 'organizations'));

/** What it asks of an organization, which its management account and delegated administrators answer. */
export const organizationStatements = everything.filter((statement) => isAbout(statement, 'organizations'));

/** What a role needs to start a scan: to assume the role of the given name in other accounts. */
export function startScansStatements(roleName: string): readonly Statement[] {
  return policyDocument(roleName).Statement.filter((statement) => isAbout(statement, 'sts'));
}

/** A statement's actions are all of one service. */
function isAbout({ Action }: Statement, service: string): boolean {
  return Action.every((action) => action.startsWith(`${service}:`));
}
