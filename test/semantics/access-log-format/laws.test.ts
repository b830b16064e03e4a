import fc from 'fast-check';
import { expect, test } from 'vitest';
import { API_KINDS, type ApiKind } from '../../../src/model/apigateway.ts';
import { CATALOGUE } from '../../../src/semantics/access-log-format/catalogue.ts';
import { examine } from '../../../src/semantics/access-log-format/examine.ts';
import { readJsonTemplate } from '../../../src/semantics/access-log-format/json-template.ts';
import { kindOf } from '../../../src/semantics/access-log-format/kind.ts';
import { parseFormat } from '../../../src/semantics/access-log-format/parse.ts';
import { SAMPLE_SETS } from '../../../src/semantics/access-log-format/render.ts';
import { repairFormat } from '../../../src/semantics/access-log-format/repair.ts';
import { contentEnd } from '../../../src/semantics/access-log-format/shape.ts';
import { canBeReadBack } from '../../../src/semantics/access-log-format/syntax.ts';
import { readXmlTemplate } from '../../../src/semantics/access-log-format/xml-template.ts';
import { PUBLIC_FORMATS } from './public-formats.ts';

const api = fc.constantFrom<ApiKind>(...API_KINDS);
const variable = fc.constantFrom(
  ...CATALOGUE.map(({ name }) => `$context.${name.replace(/\{\w+\}/, 'email')}`),
  ...['$context.foo', '$context', '$context.', '${context.path', '${context.stage}', '$$context.status', '$requestId'],
  ...['$Context.path', '$util.toJson', '$stageVariables.color', '$context.status-', '$context.status|x'],
);
const mark = fc.constantFrom(
  ...['{', '}', '[', ']', '"', '"', '"', "'", ',', ':', '\\', '\\n', '\\u12', '\n', '\r', '\t', ' ', '-', '|', '.'],
  ...[
    '<a>',
    '</a>',
    '<b c="',
    '/>',
    '&',
    '&amp;',
    '<!--',
    '-->',
    'é',
    '😀',
    '\u2028',
    '0',
    '1.5',
    'true',
    'null',
    'text',
  ],
);
const scraps = fc.array(fc.oneof(variable, mark), { maxLength: 30 }).map((parts) => parts.join(''));

/** JSON that is sound before a few characters of it are dropped, doubled or replaced. */
const json = fc
  .letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      { weight: 4, arbitrary: variable },
      fc.constantFrom<unknown>(1, true, null, 'text', '-'),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(fc.string({ maxLength: 4 }), tie('node'), { maxKeys: 5 }),
    ),
  }))
  .node.map((node) => JSON.stringify({ root: node }));
const xml = fc
  .array(fc.tuple(fc.constantFrom('id', 'ip', 'x-y'), variable), { maxLength: 6 })
  .map((parts) => `<r>${parts.map(([name, value]) => `<${name} a="${value}">${value}</${name}>`).join('')}</r>`);
const published = fc.constantFrom(...PUBLIC_FORMATS.map(({ text }) => text));

const damaged = fc
  .tuple(
    fc.oneof(json, xml, published),
    fc.array(fc.tuple(fc.nat(), fc.oneof(mark, variable, fc.constant(''))), { maxLength: 3 }),
  )
  .map(([sound, damages]) =>
    damages.reduce((text, [place, scrap]) => {
      const at = text.length === 0 ? 0 : place % text.length;
      return text.slice(0, at) + scrap + text.slice(at + (scrap === '' ? 1 : 0));
    }, sound),
  );
const anything = fc.oneof(scraps, damaged, fc.string({ unit: 'binary', maxLength: 200 }));

test('a hundred thousand formats are parsed, rendered and judged without a crash', () => {
  let judged = 0;
  fc.assert(
    fc.property(fc.oneof(scraps, fc.string({ unit: 'binary', maxLength: 40 })), api, (text, kind) => {
      examine(text, kind);
      judged++;
    }),
    { numRuns: 100_000 },
  );
  expect(judged).toBe(100_000);
});

test('positions point at the token, and lie within the text', () => {
  fc.assert(
    fc.property(anything, api, (text, kind) => {
      let last = 0;
      for (const { role, name, start, end } of parseFormat(text, kind).references) {
        expect(start).toBeGreaterThanOrEqual(last);
        last = end;
        const token = text.slice(start, end);
        expect(token).toMatch(/^\$\{?[A-Za-z_]/);
        if (role === 'context')
          expect(token.replace(/[{}]/g, '').replace(/\.$/, '')).toBe(
            name === '' ? '$context' : `$context.${name}`.replace(/\.$/, ''),
          );
      }
      const { problems, doubts } = examine(text, kind);
      for (const { start, end } of [...problems, ...doubts]) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 5_000 },
  );
});

test('a repaired format has no problem, and is not repaired again', () => {
  fc.assert(
    fc.property(anything, api, (text, kind) => {
      const repaired = repairFormat(text, kind);
      expect(examine(repaired, kind).problems).toEqual([]);
      expect(repairFormat(repaired, kind)).toBe(repaired);
    }),
    { numRuns: 3_000 },
  );
});

test('repair keeps every variable that nothing is wrong with', () => {
  const sound = fc.constantFrom(
    ...CATALOGUE.filter(({ apis, sensitivity, quoted }) => apis.length === 3 && sensitivity === null && !quoted).map(
      ({ name }) => name,
    ),
  );
  fc.assert(
    fc.property(fc.uniqueArray(sound, { maxLength: 12 }), api, (names, kind) => {
      const bare = `{${names.map((name, index) => `"f${index}":$context.${name}`).join(',')},}`;
      const kept = parseFormat(repairFormat(bare, kind), kind).references.map(({ name }) => name);
      expect(kept).toEqual(expect.arrayContaining(names));
    }),
    { numRuns: 500 },
  );
});

test('the faults of a template and the parsing of its lines agree', () => {
  let sound = 0;
  fc.assert(
    fc.property(anything, api, (text, kind) => {
      const format = parseFormat(text, kind);
      const claim = kindOf(format);
      if (claim !== 'json' && claim !== 'xml') return;
      const { faults } = (claim === 'json' ? readJsonTemplate : readXmlTemplate)(format, contentEnd(text));
      const readable = SAMPLE_SETS.every((samples) => canBeReadBack(format, claim, samples));
      if (readable) sound++;
      expect(faults.length === 0).toBe(readable);
    }),
    { numRuns: 10_000 },
  );
  expect(sound).toBeGreaterThan(500);
});

test.each([
  ['open braces', '{'],
  ['open brackets and quotes', '["'],
  ['backslashes', '\\'],
  ['spaces', ' '],
  ['carriage returns', '\r'],
  ['line feeds', '\n'],
  ['commas', ','],
  ['quotes', '"'],
  ['open tags', '<a '],
  ['nested tags', '<a>'],
  ['comments that are never closed', '<!--'],
  ['variables that do not exist', '$context.foo '],
  ['dashes', '-'],
])('a hundred thousand %s take little time', (_, piece) => {
  const text = piece.repeat(Math.ceil(100_000 / piece.length));
  for (const form of [text, `${text}x`, `$context.${text}a`, `{"a":"${text}`]) {
    const start = performance.now();
    examine(form, 'http');
    repairFormat(form, 'http');
    expect(performance.now() - start).toBeLessThan(5000);
  }
});
