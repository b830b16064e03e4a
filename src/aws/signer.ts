import type { AuthScheme, AwsCredentialIdentity, FinalizeRequestMiddleware, RequestSigner } from '@smithy/types';
import type { Region } from '../model/target.ts';
import { sign } from './signature.ts';

/** What a client has to know of credentials: whatever signs brings its own. */
export const NOBODY: AwsCredentialIdentity = { accessKeyId: 'nobody', secretAccessKey: 'nobody' };

/** Who asks, by the input of the command, and who signs, by the request that is made of it. */
const askers = new WeakMap<object, AwsCredentialIdentity>();
const signers = new WeakMap<object, AwsCredentialIdentity>();

/** Has the request of this input signed by an account's identity, whichever client sends it: clients are costly, and accounts many. */
export function signAs(input: object, identity: AwsCredentialIdentity): void {
  askers.set(input, identity);
}

/** The step of a client that knows both the input and the request. */
export const noteSigner: FinalizeRequestMiddleware<object, object> = (next) => (args) => {
  const asker = askers.get(args.input);
  if (asker !== undefined) signers.set(args.request as object, asker);
  return next(args);
};

/**
 * Signs with the identity of the request, where the SDK's own signer knows one for each client alone. Of a service's
 * endpoint the SDK may say a name or a region to sign for; else they are the service's and the client's.
 */
export function signerFor(service: string, region: Region, scheme: AuthScheme | undefined): RequestSigner {
  return {
    sign: async (request, { signingDate = new Date(), signingRegion, signingService } = {}) => {
      const identity = signers.get(request);
      if (identity === undefined) throw new Error('a request is to be signed that nobody makes');
      return sign(request, identity, {
        region: signingRegion ?? scheme?.signingRegion ?? region,
        service: signingService ?? scheme?.signingName ?? (service === 'apigatewayv2' ? 'apigateway' : service),
        escapePath: service !== 's3',
        date: new Date(signingDate),
      });
    },
  };
}
