import { createRequire } from 'node:module';
import type { Help } from '../engine/failure.ts';
import type { Report } from '../model/report.ts';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly homepage: string;
}

// By the package's own name, because the built file and its source lie at different depths.
const { name, version, homepage } = createRequire(import.meta.url)('trailgate/package.json') as Package;

/** Trailgate as reports name it. */
export const tool: Report['tool'] = { name, version, homepage };

/** The line that leads from an error to what mends it. */
export function seeHelp(section: Help): string {
  return `See: ${homepage}/blob/main/docs/troubleshooting.md#${section}\n`;
}
