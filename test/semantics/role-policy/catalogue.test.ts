import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderIamCatalogue } from '../../../scripts/generate-iam-catalogue.ts';
import { countCommon, has } from '../../../src/semantics/role-policy/action-set.ts';
import { awsCatalogue, HARMS } from '../../../src/semantics/role-policy/catalogue.ts';
import type { Patterns } from '../../../src/semantics/role-policy/glob.ts';
import { WRITER_ACTIONS } from '../../../src/semantics/role-policy/recommended-role.ts';
import { toRegExp } from './slow-iam.ts';

const catalogue = awsCatalogue();

function names({ except = false, globs }: { readonly except?: boolean; readonly globs: readonly string[] }) {
  const set = catalogue.named({ except, globs } satisfies Patterns);
  return catalogue.services.flatMap(({ actions, firstWord }) =>
    actions.filter((_, place) => has(set, firstWord * 32 + place)),
  );
}

describe('the catalogue of IAM actions', () => {
  test('is what the script makes of the data', async () => {
    const file = new URL('../../../src/semantics/role-policy/iam-catalogue.generated.ts', import.meta.url);
    expect(readFileSync(file, 'utf8') === (await renderIamCatalogue())).toBe(true);
  });

  test('knows every action, each with one harm', () => {
    const all = catalogue.named({ except: false, globs: ['*'] });
    const total = countCommon(all, all);
    expect(total).toBe(catalogue.services.reduce((sum, { actions }) => sum + actions.length, 0));
    expect(total).toBeGreaterThan(20_000);
    expect(HARMS.reduce((sum, harm) => sum + countCommon(catalogue.harms[harm], all), 0)).toBe(total);
  });

  test('knows what API Gateway needs', () => {
    const globs = WRITER_ACTIONS.map((action) => action.toLowerCase());
    expect(names({ globs }).sort()).toEqual([...WRITER_ACTIONS].sort());
  });

  test.each([
    ['change permissions', 'iam:PassRole'],
    ['change permissions', 's3:PutBucketPolicy'],
    ['delete logs', 'logs:DeleteLogGroup'],
    ['write', 's3:PutObject'],
    ['write', 'ec2:CreateTags'],
    ['read', 'logs:GetLogRecord'],
    ['list', 'iam:ListUsers'],
  ] as const)('says that one can %s with %s', (harm, action) => {
    const set = catalogue.named({ except: false, globs: [action.toLowerCase()] });
    expect(countCommon(set, set)).toBe(1);
    expect(countCommon(set, catalogue.harms[harm])).toBe(1);
  });

  test('matches patterns as a regular expression would, and NotAction the rest', () => {
    const all = names({ globs: ['*'] });
    const glob = fc.constantFrom(
      '*',
      '*:*',
      'logs:*',
      'l?gs:get*',
      '*:list*',
      'iam:pass?ole',
      's3:getobject',
      'none:*',
      'logs',
    );
    fc.assert(
      fc.property(fc.array(glob, { minLength: 1, maxLength: 3 }), fc.boolean(), (globs, except) => {
        const likes = globs.map((one) => toRegExp(one, 'i'));
        expect(names({ except, globs })).toEqual(
          all.filter((name) => likes.some((like) => like.test(name)) !== except),
        );
      }),
      { numRuns: 25 },
    );
  });
});
