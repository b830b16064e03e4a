import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotationsOf } from '../../src/cli/action/annotations.ts';
import { annotationLine } from '../../src/cli/action/workflow-commands.ts';
import { sampleFinding, sampleReport } from '../support/report.ts';
import { SAMPLE_COMPARISON } from '../support/report-comparison.ts';
import { obeyed } from './runner.ts';

/** What the runner makes of a line (actions/runner, ActionCommand). */
function shown(line: string) {
  const [, level, properties = '', data = ''] = /^::(\w+) (.*?)::(.*)\n$/.exec(line) ?? [];
  const parts = properties.split(',').map((part) => part.split('='));
  const [, ...title] = parts[0] ?? [];
  const plain = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  return {
    level,
    properties: parts.length,
    title: plain(title.join('=').replaceAll('%3A', ':').replaceAll('%2C', ',')),
    message: plain(data),
  };
}

describe('an annotation', () => {
  test('is one line, one command and the same text, whatever the text', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('::error::', '##[add-mask]x', 'a,b=c:d', '%0A'),
    );
    fc.assert(
      fc.property(
        fc.array(texts).map((all) => all.join('')),
        fc.array(texts).map((all) => all.join('')),
        (title, message) => {
          const line = annotationLine({ level: 'warning', title, message });
          expect(line.slice(0, -1)).not.toMatch(/[\r\n]/);
          expect(obeyed(line)).toHaveLength(1);
          expect(shown(line)).toMatchObject({ level: 'warning', properties: 1 });
        },
      ),
    );
  });

  test('shows what it is given', () => {
    const text = '100% of a:b, c=d; 50%25 ##[x]';
    expect(shown(annotationLine({ level: 'error', title: text, message: text }))).toEqual({
      level: 'error',
      properties: 1,
      title: text,
      message: text,
    });
  });

  test('spells line breaks out', () => {
    expect(annotationLine({ level: 'error', title: 'a\nb', message: 'c\r\nd' })).toBe(
      '::error title=a<U+000A>b::c<U+000D><U+000A>d\n',
    );
  });
});

describe('annotations of a scan', () => {
  test('are four at most: counts, what could not be seen, and the gravest failures', () => {
    const failures = Array.from({ length: 30 }, (_, index) => sampleFinding({ fingerprint: String(index) }));
    const annotations = annotationsOf({ status: 1, report: sampleReport({ findings: failures }), error: null });
    expect(annotations.map(({ level, title }) => [level, title])).toEqual([
      ['error', 'Trailgate found failures'],
      ['warning', 'Trailgate could not see everything'],
      ['error', `${failures[0]?.severity}: ${failures[0]?.ruleId}`],
      ['error', `${failures[0]?.severity}: ${failures[0]?.ruleId}`],
    ]);
  });

  test('are warnings where findings do not fail the step', () => {
    const annotations = annotationsOf({ status: 0, report: sampleReport(), error: null });
    expect(new Set(annotations.map(({ level }) => level))).toEqual(new Set(['warning']));
  });

  test('say that what is unknown fails the step, where it does', () => {
    const annotations = annotationsOf({ status: 2, report: sampleReport(), error: null });
    expect(annotations.filter(({ level }) => level === 'error').map(({ title }) => title)).toEqual([
      'Trailgate could not see everything',
    ]);
  });

  test('are none where all was seen and nothing failed', () => {
    const passes = [sampleFinding({ outcome: 'pass', remediation: null })];
    const report = sampleReport({ findings: passes, coverage: [] });
    expect(annotationsOf({ status: 0, report, error: null })).toEqual([]);
  });

  test('with a baseline are of what is new', () => {
    const comparison = { ...SAMPLE_COMPARISON, worstNew: [sampleFinding()] };
    const annotations = annotationsOf({ status: 1, report: sampleReport({ comparison }), error: null });
    expect(annotations[0]?.message).toContain(`${comparison.counts.new} new since the baseline`);
    expect(annotations[2]?.message).toContain(comparison.worstNew[0]?.message);
  });

  test('keep an error short', () => {
    const [annotation] = annotationsOf({ status: 2, report: null, error: 'x'.repeat(5000) });
    expect(annotation).toMatchObject({ level: 'error', title: 'Trailgate could not scan' });
    expect(annotation?.message).toHaveLength(1000);
  });
});
