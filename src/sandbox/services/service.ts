import type { ErrorDialect } from '../wire/aws-error.ts';
import type { InputOf, Members } from '../wire/members.ts';
import type { Account, Listing, World } from '../world/world.ts';

/** Who asks, and where. */
export interface Context {
  readonly world: World;
  readonly account: Account;
  /** That the request is signed for. */
  readonly region: string;
  readonly principal: Principal;
  /** A page of a listing, from where the token says. Throws `invalidToken()` for a token of somebody else's. */
  readonly page: <T>(listing: Listing<T>, options: PageOptions) => Page<T>;
  /** Credentials for a role's session. */
  readonly issue: (session: Session, seconds: number) => IssuedCredentials;
}

export interface Principal {
  readonly arn: string;
  /** IAM's unique id, of a session with the session's name. */
  readonly userId: string;
}

export interface PageOptions {
  readonly token: string | undefined;
  readonly size: number;
  readonly invalidToken: () => Error;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Undefined on the last page. */
  readonly next: string | undefined;
}

export interface Session {
  readonly accountId: string;
  readonly roleName: string;
  readonly sessionName: string;
}

export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

export interface Operation<M extends Members = Members> {
  readonly members: M;
  /** Of REST-JSON: method and path, whose `{Name}` is the member of that name. */
  /** Of S3 also the parameter of the query that tells its operations apart. */
  readonly http?: { readonly method: 'GET' | 'POST'; readonly path: string; readonly flag?: string };
  /** What IAM is asked; the service and the operation unless said otherwise. Null: no permission is needed. */
  readonly action?: string | null;
  /** What IAM's denial names, where it names a resource. */
  readonly resource?: (input: InputOf<M>, context: Context) => string;
  /** The output as the protocol writes it. Throws an AwsError. */
  readonly answer: (input: InputOf<M>, context: Context) => object;
}

export interface Service extends ErrorDialect {
  /** As in IAM's actions and in the credential scope. */
  readonly name: string;
  /** Of JSON: what `X-Amz-Target` starts with. */
  readonly target?: string;
  /** Of Query and EC2: what the parameter `Version` says. */
  readonly version?: string;
  readonly xmlNamespace?: string;
  /** The only region whose signatures are good, by partition; left out where the service is regional. */
  readonly signingRegions?: Readonly<Record<World['partition'], string | null>>;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** Makes an operation whose input has the types of its members. */
export function operation<const M extends Members>(definition: Operation<M>): Operation {
  return definition as unknown as Operation;
}

/** Seconds since 1970, as JSON protocols write times unless a model says otherwise. */
export function epochSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000);
}
