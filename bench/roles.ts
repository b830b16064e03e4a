import type { Collected } from '../src/model/evidence.ts';
import type { Role } from '../src/model/iam.ts';
import { describeExcess } from '../src/semantics/role-policy/describe-excess.ts';
import { excessOf } from '../src/semantics/role-policy/excess.ts';
import { permissionsOf } from '../src/semantics/role-policy/permissions.ts';

/** What is asked of one core, in roles a second. */
export const ROLES_TARGET = 2_000;

/** Roles a second whose excess one core computes and words, each with AdministratorAccess and a policy of its own. */
export function measureRoles(rounds = 9, rolesEach = 1_000): number {
  const rates: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const roles = Array.from({ length: rolesEach }, (_, index) => administrator(`${round}-${index}`));
    const start = performance.now();
    for (const role of roles) {
      const excess = excessOf(permissionsOf(role));
      if (describeExcess(excess).summary === '') throw new Error('an administrator has no excess');
    }
    if (round > 0) rates.push(rolesEach / ((performance.now() - start) / 1000));
  }
  return rates.sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0;
}

function administrator(name: string): Role {
  const statement = (Action: unknown, Resource: string, Effect = 'Allow') => ({ Effect, Action, Resource });
  const document = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  const arn = `arn:aws:iam::111122223333:policy/${name}`;
  return {
    arn: `arn:aws:iam::111122223333:role/${name}`,
    name,
    trustPolicy: document({
      Effect: 'Allow',
      Principal: { Service: 'apigateway.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
    inlinePolicies: known([{ name, document: document(statement(['logs:*', 's3:Get*'], `arn:aws:s3:::${name}/*`)) }]),
    attachedPolicies: known([
      { arn, name, document: known(document(statement('*', '*'), statement('iam:Delete*', '*', 'Deny'))) },
    ]),
    boundary: null,
  };
}

function known<T>(value: T): Collected<T> {
  return { status: 'collected', value, calls: [] };
}
