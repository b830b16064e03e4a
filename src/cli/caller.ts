import type { Caller } from '../aws/accounts.ts';
import { Failure, type Help } from '../engine/failure.ts';
import type { Evidence, Unavailable } from '../model/evidence.ts';

/** Who started the scan, or, where AWS does not say, a Failure that tells a person what to mend. */
export function requireCaller(caller: Evidence<Caller>): Caller {
  if (caller.status === 'collected') return caller.value;
  const help = whatToMend(caller);
  throw new Failure('impossible', `${ADVICE[help]} (${caller.detail})`, help);
}

const ADVICE = {
  'aws-cannot-be-reached': 'AWS cannot be reached; check the network and AWS_ENDPOINT_URL',
  'credentials-expired': 'the credentials have expired; sign in again',
  'no-credentials': 'there are no usable AWS credentials; set them in the environment, or name a --profile',
} as const satisfies { [section in Help]?: string };

function whatToMend({ reason, detail }: Unavailable): keyof typeof ADVICE {
  if (reason === 'unreachable') return 'aws-cannot-be-reached';
  return reason === 'credentials-expired' && /expired/i.test(detail) ? 'credentials-expired' : 'no-credentials';
}
