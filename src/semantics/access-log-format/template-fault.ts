/** Why the lines of a format are not what they claim to be; offsets into the format. */
export interface TemplateFault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** Whether what stands behind it can no longer be read with certainty. */
  readonly fatal: boolean;
}

/** The faults that can be relied on: those up to the first that makes the rest uncertain. */
export function reliable(faults: readonly TemplateFault[]): readonly TemplateFault[] {
  const fatal = faults.findIndex((fault) => fault.fatal);
  return fatal < 0 ? faults : faults.slice(0, fatal + 1);
}
