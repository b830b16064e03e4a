/** The frameworks whose clauses rules can be shown against. Keyed by version, because clauses are renumbered. */
export const FRAMEWORKS = {
  cis: 'CIS AWS Foundations Benchmark',
  fsbp: 'AWS Foundational Security Best Practices',
  nist: 'NIST SP 800-53',
  pci: 'PCI DSS',
  soc2: 'SOC 2 Trust Services Criteria',
  iso27001: 'ISO/IEC 27001',
} as const;
export type Framework = keyof typeof FRAMEWORKS;

/** A clause of a framework. */
export interface Control {
  readonly framework: Framework;
  readonly version: string;
  readonly id: string;
}

/** CIS renumbered Logging from section 3 to section 4 in 6.0.0. */
export function cis(version: '3.0.0' | '4.0.1' | '5.0.0' | '6.0.0' | '7.0.0', id: string): Control {
  return { framework: 'cis', version, id };
}

/** The same clause of CIS 3.0.0 to 5.0.0 and, renumbered, of 6.0.0 and 7.0.0. */
export function cisLogging(upTo5: string, from6: string): readonly Control[] {
  return [cis('3.0.0', upTo5), cis('4.0.1', upTo5), cis('5.0.0', upTo5), cis('6.0.0', from6), cis('7.0.0', from6)];
}

/** A Security Hub control such as `CloudTrail.1`. */
export function fsbp(id: string): Control {
  return { framework: 'fsbp', version: '1.0.0', id };
}

/** Revision 5, as Security Hub maps it. */
export function nist(...ids: readonly string[]): readonly Control[] {
  return ids.map((id) => ({ framework: 'nist', version: 'r5', id }));
}

export function pci(...ids: readonly string[]): readonly Control[] {
  return ids.map((id) => ({ framework: 'pci', version: '4.0.1', id }));
}

export function soc2(id: string): Control {
  return { framework: 'soc2', version: '2017', id };
}

export function iso27001(id: string): Control {
  return { framework: 'iso27001', version: '2022', id };
}
