import type { AccessKeys } from './access-keys.ts';
import type { Faults } from './faults.ts';
import type { Rates } from './rates.ts';
import type { Route } from './routes.ts';
import type { Service } from './services/service.ts';
import type { Signature } from './signature.ts';
import type { HttpRequest } from './wire/http.ts';
import type { World } from './world/world.ts';

export interface ExchangeOptions {
  readonly world: World;
  /** Null: no limits. */
  readonly rates: Rates | null;
  readonly faults: Faults;
  /** The true time, milliseconds since 1970. */
  readonly now: () => number;
  /** How long a session lasts at most, in seconds. Null: as long as AssumeRole asks for. */
  readonly sessionSeconds: number | null;
}

/** One request with all that is needed to answer it. */
export interface Attempt extends ExchangeOptions {
  readonly keys: AccessKeys;
  readonly request: HttpRequest;
  /** The number of the request. */
  readonly serial: number;
  readonly signature: Signature | null;
  readonly route: Route | null;
  /** In whose words to answer, also where no operation is found. */
  readonly service: Service;
  readonly api: string;
}
