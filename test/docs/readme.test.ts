import { describe, expect, test } from 'vitest';
import { reporters } from '../../reports/index.ts';
import { rules } from '../../rules/index.ts';
import { EXIT } from '../../src/engine/exit-status.ts';
import { scenarios } from '../../src/sandbox/index.ts';
import { RULES_ON_BOTH } from '../support/scenario.ts';
import { page } from './commands.ts';

const README = page('README.md');
const TRIED = page('docs/what-was-tried.md');

describe('the README', () => {
  test('says in one line each how to see it at work without AWS, how to scan an organization, and how to run all tests', () => {
    expect(README).toContain('\n```sh\nnpm ci && npm run demo\n```\n');
    expect(README).toContain(
      '\n```sh\nnpx trailgate scan --organization --role-name OrganizationAccountAccessRole --regions us-east-1,eu-west-1 --report json=a.json --report sarif=a.sarif --report html=a.html\n```\n',
    );
    expect(README).toContain('\n```sh\nnpm ci && npm test\n```\n');
  });

  test('has every report format and every exit status in its tables', () => {
    for (const format of Object.keys(reporters)) expect(README).toContain(`| \`${format}\` |`);
    for (const status of Object.values(EXIT)) expect(README).toContain(`| ${status} |`);
  });

  test('has every rule', () => {
    for (const { id } of rules) expect(README).toContain(`](docs/rules/${id}.md)`);
  });

  test('has as many scenarios as it says', () => {
    expect(README).toContain(`and ${scenarios.length - 1} other organizations`);
  });

  test('is short enough to be read', () => {
    expect(README.split('\n').length).toBeLessThan(330);
  });
});

describe('the page on what was tried', () => {
  test('has as many rules and scenarios as it says', () => {
    expect(TRIED).toContain(`Each of the ${rules.length} rules`);
    expect(TRIED).toContain(`for the ${RULES_ON_BOTH.filter((arg) => arg !== '--rules').length} rules whose evidence`);
    expect(TRIED).toContain(`its ${scenarios.length} organizations`);
  });
});
