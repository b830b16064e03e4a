import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { CoverageRow, Finding } from '../../src/model/report.ts';
import type { PageData, PagePart } from './data.ts';

const compress = promisify(gzip);

/** Where a block ends, so that neither this side nor the page holds much of a large report at once. */
const MOST_ITEMS = 1_000;
const MOST_CHARACTERS = 4_000_000;

/** A template that holds the items for the page. Base64 has no character that HTML reads. */
export async function block<P extends PagePart>(part: P, items: readonly PageData[P][]): Promise<string> {
  return encode(part, items.map(toJson));
}

export async function* coverageBlocks(rows: AsyncIterable<CoverageRow>): AsyncIterable<string> {
  for await (const batch of batches(rows, (row) => [toJson(row)])) yield await encode('coverage', batch.map(first));
}

/** For each batch of findings a block of rows and, after it, one of their details. */
export async function* findingBlocks(findings: AsyncIterable<Finding>): AsyncIterable<string> {
  for await (const batch of batches(findings, split)) {
    yield await encode('rows', batch.map(first));
    yield await encode(
      'details',
      batch.map((texts) => texts[1] ?? ''),
    );
  }
}

function split({ reasons, controls, remediation, evidence, ...row }: Finding): readonly string[] {
  const details: PageData['details'] = { reasons, controls, remediation, evidence };
  return [toJson<PageData['rows']>(row), toJson(details)];
}

async function* batches<T>(
  items: AsyncIterable<T>,
  toTexts: (item: T) => readonly string[],
): AsyncIterable<readonly (readonly string[])[]> {
  let batch: (readonly string[])[] = [];
  let characters = 0;
  for await (const item of items) {
    const texts = toTexts(item);
    batch.push(texts);
    characters += texts.reduce((sum, text) => sum + text.length, 0);
    if (batch.length < MOST_ITEMS && characters < MOST_CHARACTERS) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}

async function encode(part: PagePart, jsons: readonly string[]): Promise<string> {
  const bytes = await compress(`[${jsons.join(',')}]`);
  return `<template data-part="${part}">${bytes.toString('base64')}</template>\n`;
}

function toJson<T>(value: T): string {
  return JSON.stringify(value);
}

function first(texts: readonly string[]): string {
  return texts[0] ?? '';
}
