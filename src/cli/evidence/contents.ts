import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { html } from '../../../reports/html/html.ts';
import { json } from '../../../reports/json.ts';
import { sarif } from '../../../reports/sarif/sarif.ts';
import { MANIFEST_FILE } from '../../inventory/manifest.ts';
import type { PackageEntry } from '../../inventory/package/write-package.ts';
import type { SavedInventory } from '../../inventory/read.ts';
import type { Report, Reporter } from '../../model/report.ts';
import type { Rule } from '../../model/rule.ts';
import { provenanceOf } from './provenance.ts';

/** Where a package holds the inventory that its reports were made from. */
export const EVIDENCE_FOLDER = 'evidence';
export const JSON_REPORT = 'reports/report.json';

const REPORTS: Readonly<Record<string, Reporter>> = {
  [JSON_REPORT]: json,
  'reports/report.html': html,
  'reports/report.sarif': sarif,
};

interface Contents {
  readonly folder: string;
  readonly inventory: SavedInventory;
  readonly rules: readonly Rule[];
  readonly report: Report;
}

/** What an auditor gets: the raw evidence, what each finding rests on, the rules that judged it, and the reports. */
export function packageContents({ folder, inventory, rules, report }: Contents): readonly PackageEntry[] {
  const { manifest } = inventory;
  const raw = [MANIFEST_FILE, ...manifest.files.map(({ path }) => path)];
  return [
    { name: 'README.txt', contents: () => pieces(readMe(report)) },
    ...raw.map((path) => ({
      name: `${EVIDENCE_FOLDER}/${path}`,
      contents: () => createReadStream(join(folder, path)) as AsyncIterable<Buffer>,
    })),
    { name: 'rules.json', contents: () => pieces(`${JSON.stringify(rulesOf(report), null, 2)}\n`) },
    { name: 'provenance.ndjson', contents: () => provenanceOf(report, rules, manifest) },
    ...Object.entries(REPORTS).map(([name, reporter]) => ({
      name,
      contents: () => reporter(report, { color: false, width: 120, versionControl: null }),
    })),
  ];
}

function rulesOf({ tool, rules }: Report) {
  return { tool: { name: tool.name, version: tool.version }, rules };
}

async function* pieces(text: string): AsyncIterable<string> {
  yield text;
}

function readMe({ tool, scan }: Report): string {
  return `What AWS answered to a scan by Trailgate ${tool.version}, and what was made of it.

evidence/          every answer of AWS's, one on each line, with the calls that gave it: API, parameters, time and
                   AWS's request id. manifest.json holds the SHA-256 sum of each file.
provenance.ndjson  for each finding: its fingerprint, the files its evidence is in, and the calls behind it with the
                   ARN that made each.
rules.json         the rules as they were when they judged.
reports/           the reports.
SHA256SUMS         the sums of all other files here.

The root hash of the evidence, which is the SHA-256 sum of evidence/manifest.json and stands in every report:

  ${scan.inventorySha256}

To check that nothing was changed, unpack it and run: sha256sum -c SHA256SUMS
To check also that the report follows from the evidence: trailgate verify PACKAGE
Neither can tell whether somebody made all of it anew. Keep the package's own sum, or the root hash, where the people
who are audited cannot write.
`;
}
