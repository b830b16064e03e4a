import type { CoverageRow } from '../../../src/model/report.ts';
import type { FindingDetails, FindingRow, PageAbout, PageData, PagePart } from '../data.ts';

/** A finding of the list, and where the rest of it lies. */
export interface ListedFinding extends FindingRow {
  readonly block: number;
  readonly offset: number;
}

export interface Loaded {
  readonly about: PageAbout;
  readonly coverage: readonly CoverageRow[];
  readonly findings: readonly ListedFinding[];
  /** Decoded when asked for: the details of a large report would fill the memory. */
  details(finding: ListedFinding): Promise<FindingDetails>;
}

export async function load(): Promise<Loaded> {
  const [about] = await all('about');
  if (about === undefined) throw new Error('the file holds no data');
  const coverage = await all('coverage');
  const findings: ListedFinding[] = [];
  for (const [number, template] of templates('rows').entries()) {
    const rows = await decode<'rows'>(template);
    rows.forEach((row, offset) => {
      findings.push({ ...row, block: number, offset });
    });
    template.remove();
  }
  return { about, coverage, findings, details: detailsReader() };
}

function detailsReader(): Loaded['details'] {
  const blocks = templates('details');
  let latest: { number: number; items: Promise<readonly FindingDetails[]> } | null = null;
  return async ({ block, offset }) => {
    const template = blocks[block];
    if (template === undefined) throw new Error('the file is cut off: the details of this finding are missing');
    if (latest?.number !== block) latest = { number: block, items: decode<'details'>(template) };
    const item = (await latest.items)[offset];
    if (item === undefined) throw new Error('the file is damaged: the details of this finding are missing');
    return item;
  };
}

async function all<P extends PagePart>(part: P): Promise<readonly PageData[P][]> {
  const items: PageData[P][] = [];
  for (const template of templates(part)) items.push(...(await decode<P>(template)));
  return items;
}

function templates(part: PagePart): readonly HTMLTemplateElement[] {
  return [...document.querySelectorAll<HTMLTemplateElement>(`template[data-part="${part}"]`)];
}

async function decode<P extends PagePart>(template: HTMLTemplateElement): Promise<readonly PageData[P][]> {
  const binary = atob(template.content.textContent ?? '');
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}
