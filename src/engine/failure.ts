/** Sections of docs/troubleshooting.md, by the anchors of their headings. */
export const HELP = [
  'no-credentials',
  'credentials-expired',
  'aws-cannot-be-reached',
  'the-organization-cannot-be-listed',
  'no-account-is-left',
  'no-role-was-named',
  'the-regions-cannot-be-listed',
  'a-file-cannot-be-written',
  'the-evidence-cannot-be-read',
  'the-scan-cannot-go-on',
  'the-folders-are-not-of-one-scan',
  'an-earlier-report-cannot-be-read',
  'the-package-is-damaged',
  'nothing-could-be-judged',
] as const;

export type Help = (typeof HELP)[number];

/**
 * Something that a person can mend, in one clear sentence. `usage` is about how the command was called; otherwise the
 * scan could not do its work.
 */
export class Failure extends Error {
  readonly kind: 'usage' | 'impossible';
  /** Where more is said than fits into a sentence; null: nowhere. */
  readonly help: Help | null;

  constructor(kind: 'usage' | 'impossible', message: string, help: Help | null = null) {
    super(message);
    this.name = 'Failure';
    this.kind = kind;
    this.help = help;
  }
}
