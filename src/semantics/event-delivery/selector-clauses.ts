import type { BasicEventSelector, DataResource, TrailSelectors } from '../../model/cloudtrail.ts';
import type { Clause, SelectableCategory } from './management-clauses.ts';
import {
  accessCondition,
  clausesOfAdvanced,
  condition,
  EVERY_MANAGEMENT_EVENT,
  managementClausesOfBasic,
} from './management-clauses.ts';

/** Which of a trail's selectors; `default`: AWS's own, where the trail has none. Counted from 1. */
export interface SelectorName {
  readonly kind: 'basic' | 'advanced' | 'default';
  readonly number: number;
  /** What somebody called it. Nothing may be inferred from it. */
  readonly name: string | null;
}

/** One selector as alternatives for each category of events. */
export interface SelectorClauses {
  readonly selector: SelectorName;
  readonly clauses: Readonly<Record<SelectableCategory, readonly Clause[]>>;
}

/** Each of a trail's selectors, in AWS's order. An event is delivered if some clause of some selector chooses it. */
export function selectorClauses({ basic, advanced }: TrailSelectors): readonly SelectorClauses[] {
  if (basic.length === 0 && advanced.length === 0) {
    const clauses = { Management: [EVERY_MANAGEMENT_EVENT], Data: [], NetworkActivity: [] };
    return [{ selector: { kind: 'default', number: 1, name: null }, clauses }];
  }
  const selectors = [
    ...basic.map(
      (selector, index): SelectorClauses => ({
        selector: { kind: 'basic', number: index + 1, name: null },
        clauses: {
          Management: managementClausesOfBasic(selector),
          Data: selector.dataResources.flatMap((resource) => dataClauses(selector, resource)),
          // Only advanced selectors choose these (User Guide, logging-network-events-with-cloudtrail).
          NetworkActivity: [],
        },
      }),
    ),
    ...advanced.map(
      (selector, index): SelectorClauses => ({
        selector: { kind: 'advanced', number: index + 1, name: selector.name },
        clauses: {
          Management: clausesOfAdvanced(selector, 'Management'),
          Data: clausesOfAdvanced(selector, 'Data'),
          NetworkActivity: clausesOfAdvanced(selector, 'NetworkActivity'),
        },
      }),
    ),
  ];
  // PutEventSelectors replaces one kind by the other, so that no answer should have both.
  const oneKind = basic.length === 0 || advanced.length === 0;
  return oneKind
    ? selectors
    : selectors.map(({ selector, clauses }) => ({ selector, clauses: withoutCertainty(clauses) }));
}

/** The management events that a trail's selectors choose, as alternatives. */
export function managementClauses(selectors: TrailSelectors): readonly Clause[] {
  return selectorClauses(selectors).flatMap(({ clauses }) => clauses.Management);
}

function withoutCertainty(clauses: SelectorClauses['clauses']): SelectorClauses['clauses'] {
  const doubted = (all: readonly Clause[]) => all.map((clause) => ({ ...clause, certain: false }));
  return {
    Management: doubted(clauses.Management),
    Data: doubted(clauses.Data),
    NetworkActivity: doubted(clauses.NetworkActivity),
  };
}

/** The types of resources that a basic selector can name, with the value that stands for all of them. */
const EVERY_RESOURCE: ReadonlyMap<string, RegExp> = new Map([
  ['AWS::S3::Object', /^arn:[a-z-]+:s3$/],
  ['AWS::Lambda::Function', /^arn:[a-z-]+:lambda$/],
  ['AWS::DynamoDB::Table', /^arn:[a-z-]+:dynamodb$/],
]);

/** A bucket without the slash after it: whether it also stands for buckets with longer names, AWS does not say. */
const BARE_BUCKET = /^arn:[a-z-]+:s3:::[^/]+$/;

/**
 * The data events that a resource of a basic selector chooses. Values for S3 are the beginnings of object ARNs, those
 * for Lambda and DynamoDB whole ARNs (API Reference, DataResource).
 */
function dataClauses(selector: BasicEventSelector, { type, values }: DataResource): readonly Clause[] {
  const ofType = [...accessCondition(selector), condition('resources.type', { equals: [type] })];
  const every = EVERY_RESOURCE.get(type);
  if (every === undefined) return [{ fields: ofType, certain: false }];
  const isBeginning = (value: string) => type === 'AWS::S3::Object' || every.test(value);
  const clause = (some: readonly string[], certain: boolean): readonly Clause[] => {
    const equals = some.filter((value) => !isBeginning(value));
    const startsWith = some.filter(isBeginning);
    const arn = condition('resources.ARN', { equals, startsWith });
    return some.length === 0 ? [] : [{ fields: [...ofType, arn], certain }];
  };
  const bare = values.filter((value) => BARE_BUCKET.test(value));
  return [
    ...clause([...values.filter((value) => !bare.includes(value)), ...bare.map((value) => `${value}/`)], true),
    ...clause(bare, false),
  ];
}
