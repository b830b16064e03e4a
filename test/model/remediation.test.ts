import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hcl, shell, yaml } from '../../src/model/remediation.ts';

describe('shell', () => {
  test('a harmless value stays as it is', () => {
    expect(shell`aws cloudtrail start-logging --name ${'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit'}`).toBe(
      'aws cloudtrail start-logging --name arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit',
    );
  });

  test('bash reads every value back as one word, whatever it holds', () => {
    const texts = fc.sample(
      fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !text.includes('\0')),
      200,
    );
    texts.push('$(touch x)', "it's", '`id`', 'a\nb', '\u001b[31mred', '‮desrever', '-rf', '', '\\', "'", '\u{1F600}');
    const script = `printf '%s\\0' ${texts.map((text) => shell`${text}`).join(' ')}`;
    const read = execFileSync('bash', ['-c', script], { env: { LC_ALL: 'C.UTF-8' } })
      .toString('utf8')
      .split('\0')
      .slice(0, -1);
    expect(read).toEqual(texts.map((text) => Buffer.from(text, 'utf8').toString('utf8')));
  });

  test('nothing that is pasted hides a control or bidirectional character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
        expect(shell`${text}`).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  test('a list becomes a word for each of its items', () => {
    expect(shell`x ${['a b', 'c']}`).toBe("x 'a b' c");
  });
});

describe('hcl', () => {
  test('an interpolation in a value stays text', () => {
    expect(hcl`format = ${'"$' + '{file("/etc/passwd")}" %' + '{ if true }'}`).toBe(
      'format = "\\"$' + '$' + '{file(\\"/etc/passwd\\")}\\" %%{ if true }"',
    );
  });

  test('the indentation of the source does not reach the text', () => {
    expect(hcl`
      resource "aws_cloudtrail" "audit" {
        name = ${'audit'}
      }`).toBe('resource "aws_cloudtrail" "audit" {\n  name = "audit"\n}');
  });

  test('a value that holds indented lines is left as it is', () => {
    expect(hcl`
      a = ${'x\n    y'}`).toBe('a = "x\\n    y"');
  });
});

describe('yaml', () => {
  test('a value cannot end its scalar', () => {
    expect(yaml`Format: ${'a: "b"\n- c'}`).toBe('Format: "a: \\"b\\"\\n- c"');
  });

  test('a list becomes a flow list', () => {
    expect(yaml`Values: ${['a', 'b']}`).toBe('Values: ["a", "b"]');
  });
});
