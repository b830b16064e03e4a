import {
  type AdvancedFieldSelector,
  type EventSelector,
  GetEventSelectorsCommand,
  type GetEventSelectorsCommandOutput,
} from '@aws-sdk/client-cloudtrail';
import type { Ask } from '../aws/session.ts';
import type { BasicEventSelector, FieldSelector, Trail, TrailSelectors } from '../model/cloudtrail.ts';
import { given } from './given.ts';

/** What a trail records, asked in its home region. By ARN, for the trail may belong to another account. */
export async function trailSelectors(trail: Trail, ask: Ask): Promise<TrailSelectors> {
  return toSelectors(await ask('cloudtrail', trail.homeRegion, GetEventSelectorsCommand, { TrailName: trail.arn }));
}

function toSelectors(answer: GetEventSelectorsCommandOutput): TrailSelectors {
  // A trail has selectors of one kind, its default ones included (CloudTrail API Reference, GetEventSelectors).
  given(answer.EventSelectors ?? answer.AdvancedEventSelectors, 'EventSelectors');
  return {
    basic: (answer.EventSelectors ?? []).map(toBasic),
    advanced: (answer.AdvancedEventSelectors ?? []).map(({ Name, FieldSelectors }) => ({
      name: Name ?? null,
      fields: (FieldSelectors ?? []).map(toField),
    })),
  };
}

/** What AWS leaves out has AWS's default: all events, management events included (CloudTrail API Reference, EventSelector). */
function toBasic(selector: EventSelector): BasicEventSelector {
  return {
    readWriteType: selector.ReadWriteType ?? 'All',
    includeManagementEvents: selector.IncludeManagementEvents !== false,
    excludeManagementEventSources: selector.ExcludeManagementEventSources ?? [],
    dataResources: (selector.DataResources ?? []).map(({ Type, Values }) => ({
      type: Type ?? '',
      values: Values ?? [],
    })),
  };
}

function toField(selector: AdvancedFieldSelector): FieldSelector {
  return {
    field: selector.Field ?? '',
    equals: selector.Equals ?? [],
    startsWith: selector.StartsWith ?? [],
    endsWith: selector.EndsWith ?? [],
    notEquals: selector.NotEquals ?? [],
    notStartsWith: selector.NotStartsWith ?? [],
    notEndsWith: selector.NotEndsWith ?? [],
  };
}
