/**
 * Something that a person can mend, in one clear sentence. `usage` is about how the command was called; otherwise the
 * scan could not do its work.
 */
export class Failure extends Error {
  readonly kind: 'usage' | 'impossible';

  constructor(kind: 'usage' | 'impossible', message: string) {
    super(message);
    this.name = 'Failure';
    this.kind = kind;
  }
}
