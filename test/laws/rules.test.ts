import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { FAMILIES } from '../../src/model/rule.ts';
import { CONTRACT } from '../support/contract.ts';

test('no rule of the contract has gone or changed its severity', () => {
  const own = Object.fromEntries(rules.map(({ id, severity }) => [id, severity]));
  expect(own).toMatchObject(CONTRACT);
});

test('no two rules have one id', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

test('every file that defines a rule is registered under its own path', () => {
  const files = FAMILIES.flatMap((family) =>
    readdirSync(join('rules', family))
      .filter((file) => readFileSync(join('rules', family, file), 'utf8').includes('export default defineRule'))
      .map((file) => `${family}/${file.replace(/\.ts$/, '')}`),
  );
  expect(files.sort()).toEqual(rules.map(({ id }) => id).sort());
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  test('has a table of cases that runs under the law of the rule tester', () => {
    const file = `test/rules/${id}.test.ts`;
    expect(existsSync(file), file).toBe(true);
    expect(readFileSync(file, 'utf8')).toMatch(/\btestRule\(rule,/);
  });

  test('says what the compliant world is, why, how it judges and where AWS says so', () => {
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.rationale).toMatch(/^[A-Z].*\.$/s);
    expect(rule.judgement).toMatch(/^[A-Z].*\.$/s);
    expect(rule.judgement).toMatch(/[Uu]nknown/);
    expect(rule.references.length).toBeGreaterThan(0);
    for (const reference of rule.references) expect(reference).toMatch(/^https:\/\//);
    expect(rule.references.some((reference) => reference.startsWith('https://docs.aws.amazon.com/'))).toBe(true);
  });

  test('has a page of its own: why, how it fails, how to fix it, which controls, and the sources', () => {
    const page = readFileSync(`docs/rules/${id}.md`, 'utf8');
    for (const part of ['Why', 'How it is judged', 'How it fails, and how to fix it', 'Sources'])
      expect(page).toContain(`## ${part}\n`);
    for (const language of ['sh', 'hcl', 'yaml']) expect(page).toContain(`\n\`\`\`${language}\n`);
    expect(page.includes('## Controls\n')).toBe(rule.controls.length > 0);
  });

  test('fits on a screen', () => {
    const source = readFileSync(`rules/${id}.ts`, 'utf8').split('\n');
    expect(source.length).toBeLessThanOrEqual(130);
  });
});
