import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ApiCall } from '../../src/model/evidence.ts';
import type { Finding } from '../../src/model/report.ts';
import { packer } from './columns.ts';
import type { FindingRow, ItemOf, ListPart, PageData, PagePart, StoredDetails } from './data.ts';

const compress = promisify(gzip);

/** Where a block ends, so that neither this side nor the page holds much of a large report at once. */
const MOST_ITEMS = 4_000;
const MOST_CHARACTERS = 4_000_000;

/** A template that holds data for the page. Base64 has no character that HTML reads. */
export async function block<P extends PagePart>(part: P, data: PageData[P]): Promise<string> {
  const bytes = await compress(JSON.stringify(data));
  return `<template data-part="${part}">${bytes.toString('base64')}</template>\n`;
}

/** A list in blocks. */
export async function* listBlocks<P extends ListPart>(part: P, items: AsyncIterable<ItemOf<P>>): AsyncIterable<string> {
  let list = packer<ItemOf<P> & object>();
  const packed = () => list.packed() as PageData[P];
  for await (const item of items) {
    list.add(item as ItemOf<P> & object);
    if (list.count < MOST_ITEMS && list.characters < MOST_CHARACTERS) continue;
    yield await block(part, packed());
    list = packer();
  }
  if (list.count > 0) yield await block(part, packed());
}

/** For each batch of findings a block of rows and, after it, one of their details. */
export async function* findingBlocks(findings: AsyncIterable<Finding>): AsyncIterable<string> {
  let batch = findingBatch();
  for await (const finding of findings) {
    batch.add(finding);
    if (!batch.full()) continue;
    yield* batch.blocks();
    batch = findingBatch();
  }
  if (!batch.empty()) yield* batch.blocks();
}

function findingBatch() {
  const rows = packer<FindingRow>();
  const items = packer<StoredDetails>();
  const calls = packer<ApiCall>();
  const places = new Map<string, number>();
  const placeOf = (call: ApiCall) => {
    const json = JSON.stringify(call);
    const place = places.get(json) ?? calls.add(call);
    places.set(json, place);
    return place;
  };
  const characters = () => rows.characters + items.characters + calls.characters;
  return {
    add({ reasons, remediation, evidence, ...row }: Finding): void {
      rows.add(row);
      items.add({ reasons, remediation, facts: evidence.facts, calls: evidence.calls.map(placeOf) });
    },
    full: () => rows.count >= MOST_ITEMS || characters() >= MOST_CHARACTERS,
    empty: () => rows.count === 0,
    async *blocks(): AsyncIterable<string> {
      yield await block('rows', rows.packed());
      yield await block('details', { items: items.packed(), calls: calls.packed() });
    },
  };
}
