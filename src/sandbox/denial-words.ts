import type { Protocol } from './wire/aws-error.ts';

export interface DeniedRequest {
  readonly protocol: Protocol;
  readonly principalArn: string;
  readonly action: string;
  /** Null where AWS names none. */
  readonly resource: string | null;
}

/** As AWS words it (IAM User Guide, "Troubleshoot access denied error messages"). */
export function denialWords(
  { protocol, principalArn, action, resource }: DeniedRequest,
  by: 'identity-policy' | 'service-control-policy',
): string {
  const preamble = protocol === 'ec2' ? 'You are not authorized to perform this operation. ' : '';
  const on = resource === null ? '' : ` on resource: ${resource}`;
  const why =
    by === 'identity-policy'
      ? `because no identity-based policy allows the ${action} action`
      : 'with an explicit deny in a service control policy';
  return `${preamble}User: ${principalArn} is not authorized to perform: ${action}${on} ${why}`;
}
