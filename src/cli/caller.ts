import type { Caller } from '../aws/accounts.ts';
import { Failure } from '../engine/failure.ts';
import type { Evidence } from '../model/evidence.ts';

/** Who started the scan, or, where AWS does not say, a Failure that tells a person what to mend. */
export function requireCaller(caller: Evidence<Caller>): Caller {
  if (caller.status === 'collected') return caller.value;
  const { reason, detail } = caller;
  const advice =
    reason === 'unreachable'
      ? 'AWS cannot be reached; check the network and AWS_ENDPOINT_URL'
      : reason === 'credentials-expired' && /expired/i.test(detail)
        ? 'the credentials have expired; sign in again'
        : 'there are no usable AWS credentials; set them in the environment, or name a --profile';
  throw new Failure('impossible', `${advice} (${detail})`);
}
