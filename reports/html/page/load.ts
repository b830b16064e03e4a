import type { GoneFinding } from '../../../src/model/comparison.ts';
import type { MatrixRow } from '../../../src/model/coverage-matrix.ts';
import type { ApiCall } from '../../../src/model/evidence.ts';
import type { CoverageRow } from '../../../src/model/report.ts';
import type { Packed } from '../columns.ts';
import { unpack, unpackOne } from '../columns.ts';
import type { FindingDetails, FindingRow, ItemOf, ListPart, PageAbout, PageData, PagePart } from '../data.ts';

/** A finding of the list, and where the rest of it lies. */
export interface ListedFinding extends FindingRow {
  readonly block: number;
  readonly offset: number;
}

export interface Loaded {
  readonly about: PageAbout;
  readonly coverage: readonly CoverageRow[];
  readonly matrix: readonly MatrixRow[];
  readonly gone: readonly GoneFinding[];
  readonly findings: readonly ListedFinding[];
  /** Decoded when asked for: the details of a large report would fill the memory. */
  details(finding: ListedFinding): Promise<FindingDetails>;
}

export async function load(): Promise<Loaded> {
  const [template] = templates('about');
  if (template === undefined) throw new Error('the file holds no data');
  const about = await decode<'about'>(template);
  const [coverage, matrix, gone] = [await list('coverage'), await list('matrix'), await list('gone')];
  const findings: ListedFinding[] = [];
  for (const [number, rows] of templates('rows').entries()) {
    const packed = await decode<'rows'>(rows);
    for (const [offset, row] of unpack<FindingRow>(packed).entries()) {
      findings.push(Object.assign(row, { block: number, offset }));
    }
    rows.remove();
  }
  return { about, coverage, matrix, gone, findings, details: detailsReader() };
}

function detailsReader(): Loaded['details'] {
  const blocks = templates('details');
  let latest: { number: number; content: Promise<PageData['details']> } | null = null;
  return async ({ block, offset }) => {
    const template = blocks[block];
    if (template === undefined) throw new Error('the file is cut off: the details of this finding are missing');
    if (latest?.number !== block) latest = { number: block, content: decode<'details'>(template) };
    const { items, calls } = await latest.content;
    const item = unpackOne(items, offset);
    if (item === undefined) throw new Error('the file is damaged: the details of this finding are missing');
    const { reasons, remediation, facts } = item;
    const asked = item.calls.flatMap((place) => unpackOne<ApiCall>(calls, place) ?? []);
    return { reasons, remediation, evidence: { calls: asked, facts } };
  };
}

async function list<P extends ListPart>(part: P): Promise<readonly ItemOf<P>[]> {
  const items: ItemOf<P>[] = [];
  for (const template of templates(part)) {
    const packed = (await decode<P>(template)) as unknown as Packed<ItemOf<P>>;
    for (const item of unpack(packed)) items.push(item);
    template.remove();
  }
  return items;
}

function templates(part: PagePart): readonly HTMLTemplateElement[] {
  return [...document.querySelectorAll<HTMLTemplateElement>(`template[data-part="${part}"]`)];
}

async function decode<P extends PagePart>(template: HTMLTemplateElement): Promise<PageData[P]> {
  const binary = atob(template.content.textContent ?? '');
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}
