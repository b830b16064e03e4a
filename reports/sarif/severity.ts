import type { Severity } from '../../src/model/verdict.ts';

/** SARIF's level of a failure. */
export const LEVELS = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
} as const satisfies Readonly<Record<Severity, string>>;

/**
 * What GitHub reads as `security-severity`: over 9.0 is critical, from 7.0 high, from 4.0 medium, below that low
 * (GitHub, SARIF support for code scanning).
 */
export const SECURITY_SEVERITIES: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
};
