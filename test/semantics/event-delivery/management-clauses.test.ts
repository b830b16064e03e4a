import { describe, expect, test } from 'vitest';
import type { FieldSelector, TrailSelectors } from '../../../src/model/cloudtrail.ts';
import { admits, condition } from '../../../src/semantics/event-delivery/management-clauses.ts';
import { managementClauses } from '../../../src/semantics/event-delivery/selector-clauses.ts';

const management = condition('eventCategory', { equals: ['Management'] });
const reads = condition('readOnly', { equals: ['true'] });
const basicSelector = {
  readWriteType: 'All',
  includeManagementEvents: true,
  excludeManagementEventSources: [],
  dataResources: [],
} as const;

function advanced(...fields: readonly FieldSelector[]): TrailSelectors {
  return { basic: [], advanced: [{ name: 'Management events selector', fields }] };
}

describe('the management events that selectors choose', () => {
  test.each<[string, TrailSelectors, ReturnType<typeof managementClauses>]>([
    ['no selectors: all of them', { basic: [], advanced: [] }, [{ fields: [], certain: true }]],
    ['AWS’s basic default', { basic: [basicSelector], advanced: [] }, [{ fields: [], certain: true }]],
    ['AWS’s advanced default', advanced(management), [{ fields: [], certain: true }]],
    [
      'basic reads',
      { basic: [{ ...basicSelector, readWriteType: 'ReadOnly' }], advanced: [] },
      [{ fields: [reads], certain: true }],
    ],
    [
      'basic writes without AWS KMS',
      {
        basic: [{ ...basicSelector, readWriteType: 'WriteOnly', excludeManagementEventSources: ['kms.amazonaws.com'] }],
        advanced: [],
      },
      [
        {
          fields: [
            condition('readOnly', { equals: ['false'] }),
            condition('eventSource', { notEquals: ['kms.amazonaws.com'] }),
          ],
          certain: true,
        },
      ],
    ],
    [
      'basic selectors of data events',
      { basic: [{ ...basicSelector, includeManagementEvents: false }], advanced: [] },
      [],
    ],
    [
      'advanced selectors of data events',
      advanced(
        condition('eventCategory', { equals: ['Data'] }),
        condition('resources.type', { equals: ['AWS::S3::Object'] }),
      ),
      [],
    ],
    ['a resource type without a category', advanced(condition('resources.type', { equals: ['AWS::S3::Object'] })), []],
    ['a missing category is uncertain', advanced(reads), [{ fields: [reads], certain: false }]],
    [
      'a category by another operator is uncertain',
      advanced(condition('eventCategory', { notEquals: ['Data'] })),
      [{ fields: [], certain: false }],
    ],
    [
      'a field that AWS does not document is uncertain, and the others still count',
      advanced(management, reads, condition('awsRegion', { equals: ['eu-west-1'] })),
      [{ fields: [reads], certain: false }],
    ],
    [
      'both kinds at once are uncertain',
      { basic: [basicSelector], advanced: advanced(management).advanced },
      [
        { fields: [], certain: false },
        { fields: [], certain: false },
      ],
    ],
  ])('%s', (_, selectors, clauses) => {
    expect(managementClauses(selectors)).toEqual(clauses);
  });
});

describe('a condition on a field', () => {
  test.each<[string, Partial<Omit<FieldSelector, 'field'>>, string, boolean]>([
    ['without values admits anything', {}, 'PutRolePolicy', true],
    ['selects a value', { equals: ['PutRolePolicy'] }, 'PutRolePolicy', true],
    ['is case-sensitive', { equals: ['PutRolePolicy'] }, 'putrolepolicy', false],
    ['selects by any of its operators', { equals: ['CreateRole'], startsWith: ['Put'] }, 'PutRolePolicy', true],
    ['selects by an end', { endsWith: ['Policy'] }, 'PutRolePolicy', true],
    ['deselects a value', { notEquals: ['PutRolePolicy'] }, 'PutRolePolicy', false],
    ['deselects what it selects', { startsWith: ['Put'], notEndsWith: ['Policy'] }, 'PutRolePolicy', false],
    ['deselects by every operator', { notStartsWith: ['Get'], notEquals: ['ListRoles'] }, 'ListRoles', false],
    ['takes a star for a star', { equals: ['*'] }, 'PutRolePolicy', false],
  ])('%s', (_, operators, value, admitted) => {
    expect(admits(condition('eventName', operators), value)).toBe(admitted);
  });
});
