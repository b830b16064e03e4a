/** A request as the SDK has it, which may be changed in place. */
export interface SdkRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
}

interface Alterable {
  readonly middlewareStack: {
    add(middleware: (next: Next) => Next, options: { readonly step: string; readonly priority?: string }): void;
  };
}
type Next = (args: { readonly request: unknown }) => Promise<unknown>;

/**
 * Changes what a client sends: before it is signed, so that the signature is good and the form alone is wrong, or after
 * that, so that the signature is wrong.
 */
export function altered<C extends object>(
  client: C,
  when: 'before-signing' | 'after-signing',
  change: (request: SdkRequest) => void,
): C {
  const { middlewareStack } = client as unknown as Alterable;
  middlewareStack.add(
    (next) => (args) => {
      change(args.request as SdkRequest);
      return next(args);
    },
    when === 'before-signing' ? { step: 'build', priority: 'low' } : { step: 'deserialize', priority: 'low' },
  );
  return client;
}

/** Gives a request another body, and the length that belongs to it. */
export function withBody(body: string): (request: SdkRequest) => void {
  return (request) => {
    request.body = body;
    request.headers['content-length'] = String(Buffer.byteLength(body));
  };
}
