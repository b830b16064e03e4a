/**
 * Writes every file that is generated from the code, or with --check says which differ and exits with 1. Run it from
 * the repository's root: npm run generate.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { reportSchemaText } from '../reports/json-schema.ts';
import { rules } from '../rules/index.ts';
import { policyDocument } from '../src/collect/policy.ts';
import { auditRoleFiles } from './audit-role-files.ts';
import { FORMATS_PAGE, formatsPage } from './format-pages.ts';
import { renderIamCatalogue } from './generate-iam-catalogue.ts';
import { examplesIn, rulePage, rulePagePath, rulesTable } from './rule-pages.ts';

const README = 'README.md';
/** The demo's report as the tests hold it fast. */
const DEMO_REPORT = 'test/golden/demo/report.json';

async function generated(): Promise<ReadonlyMap<string, string>> {
  const examples = examplesIn(await readFile(DEMO_REPORT, 'utf8'));
  return new Map([
    ['docs/iam-policy.json', `${JSON.stringify(policyDocument(null), null, 2)}\n`],
    ...auditRoleFiles(),
    ['docs/rules/README.md', `# Rules\n\n${rulesTable('')}`],
    ...rules.map((rule) => [rulePagePath(rule), rulePage(rule, examples.get(rule.id))] as const),
    ['schemas/report-1.0.schema.json', reportSchemaText()],
    ['src/semantics/role-policy/iam-catalogue.generated.ts', await renderIamCatalogue()],
    [FORMATS_PAGE, formatsPage()],
    [README, between(await readFile(README, 'utf8'), 'rules', rulesTable('docs/rules/'))],
  ]);
}

/** The text with what stands between the named markers replaced. */
function between(text: string, name: string, replacement: string): string {
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${README} has no markers for ${name}`);
  return text.slice(0, from + start.length) + replacement + text.slice(to);
}

const check = process.argv.includes('--check');
const stale: string[] = [];
for (const [path, text] of await generated()) {
  if ((await readFile(path, 'utf8').catch(() => null)) === text) continue;
  stale.push(path);
  if (check) continue;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
if (stale.length > 0) console.log(`${check ? 'not as generated' : 'written'}: ${stale.join(', ')}`);
if (check && stale.length > 0) {
  console.log('run: npm run generate');
  process.exitCode = 1;
}
