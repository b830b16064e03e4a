import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markup } from '../../../reports/html/markup.ts';
import { escapeMarkup, visibleLines } from '../../../reports/visible-text.ts';

test('what is filled into markup can neither open a tag, nor end an attribute, nor hide', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(markup`${text}`.html).not.toMatch(/[<>"'\p{Cc}\p{Cf}\p{Cs}]/u);
    }),
  );
});

test('ampersands are escaped once', () => {
  expect(escapeMarkup('a & b &lt;')).toBe('a &amp; b &amp;lt;');
});

test('markup takes markup as it is, alone or in a list', () => {
  const item = (text: string) => markup`<li>${text}</li>`;
  expect(markup`<ul>${['a', '<b>'].map(item)}</ul>`.html).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>');
});

test('preformatted text keeps its lines and spells out the rest', () => {
  expect(visibleLines('a\n\tb\r\u202ec')).toBe('a\n\tb<U+000D><U+202E>c');
});
