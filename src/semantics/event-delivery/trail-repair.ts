import type {
  AdvancedEventSelector,
  BasicEventSelector,
  FieldOperator,
  FieldSelector,
  Trail,
  TrailSelectors,
} from '../../model/cloudtrail.ts';
import { DESELECT_OPERATORS, SELECT_OPERATORS } from '../../model/cloudtrail.ts';
import { hcl, shell, yaml } from '../../model/remediation.ts';
import type { Remediation } from '../../model/rule.ts';
import type { Subject } from '../../model/subject.ts';
import { accountSubject } from '../../model/subject.ts';
import type { AccountId, Arn, Region, Target } from '../../model/target.ts';
import type { AccountTrail, AccountTrails, TrailSubject } from './account-trails.ts';
import { covers, trailSubject } from './account-trails.ts';
import { managementClauses } from './selector-clauses.ts';

/** An account, in one region or as a whole, with the trail that is best made to record what is missing. */
interface RecordingSubject extends Subject {
  readonly trail: AccountTrail | null;
}

/** How to repair something, as text to paste. */
interface Repair {
  readonly cli: string;
  readonly terraform: string;
  readonly cloudformation: string;
}

export function recordingSubject(account: AccountTrails, region: Region | null): RecordingSubject {
  const { accountId, partition } = account;
  const candidates = account.trails
    .filter((trail) => region === null || covers(trail, region))
    .filter(({ state, selectors }) => state === 'stopped' || (isLive(state) && selectors.status === 'collected'))
    .sort((a, b) => preference(a, accountId) - preference(b, accountId));
  const subject = accountSubject({ scope: 'account', partition, accountId }, region);
  return { ...subject, trail: candidates[0] ?? null };
}

function isLive(state: AccountTrail['state']): boolean {
  return state === 'logging' || state === 'delivery-failing';
}

/** The account's own trails first, then those of all regions, then those that need only be told what to record. */
function preference({ state, trail }: AccountTrail, accountId: AccountId): number {
  return (trail.ownerAccountId === accountId ? 0 : 4) + (trail.multiRegion ? 0 : 2) + (isLive(state) ? 0 : 1);
}

/** Makes the subject's trail record all management events, or creates a trail that does. */
export const RECORD_EVERYTHING: Remediation<RecordingSubject> = {
  cli: (subject, where) => repairOf(subject, where).cli,
  terraform: (subject, where) => repairOf(subject, where).terraform,
  cloudformation: (subject, where) => repairOf(subject, where).cloudformation,
};

function repairOf({ trail }: RecordingSubject, { accountId }: Target): Repair {
  if (trail === null) return newTrail(accountId);
  if (trail.state === 'stopped' || trail.selectors.status === 'unavailable')
    return startedTrail(trailSubject(trail.trail));
  return completedTrail(trail.trail, trail.selectors.value);
}

/** A trail without selectors, which records every management event. */
function newTrail(accountId: AccountId): Repair {
  const bucket = `cloudtrail-logs-${accountId}`;
  return {
    cli: shell`
      # As account ${accountId}, in a region that is enabled by default. The bucket must let CloudTrail write to it:
      # https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
      aws cloudtrail create-trail --name management-events --s3-bucket-name ${bucket} --is-multi-region-trail --enable-log-file-validation
      aws cloudtrail start-logging --name management-events`,
    terraform: hcl`
      resource "aws_cloudtrail" "management_events" {
        name                       = "management-events"
        s3_bucket_name             = ${bucket}
        is_multi_region_trail      = true
        enable_log_file_validation = true
      }`,
    cloudformation: yaml`
      ManagementEvents:
        Type: AWS::CloudTrail::Trail
        Properties:
          TrailName: management-events
          S3BucketName: ${bucket}
          IsLogging: true
          IsMultiRegionTrail: true
          EnableLogFileValidation: true`,
  };
}

/** The same trail, logging. */
export function startedTrail({ arn, region }: TrailSubject): Repair {
  return {
    cli: shell`
      # As account ${ownerOf(arn)}, which owns the trail:
      aws cloudtrail start-logging --name ${arn} --region ${region}`,
    terraform: hcl`
      # In the aws_cloudtrail resource of ${arn}:
      enable_logging = true`,
    cloudformation: yaml`
      # In the AWS::CloudTrail::Trail of ${arn}:
      Properties:
        IsLogging: true`,
  };
}

/** The same trail with all management events, of all regions; what it chooses of other events stays. */
function completedTrail({ arn, homeRegion }: Trail, selectors: TrailSelectors): Repair {
  const advanced = selectors.advanced.length > 0;
  const option = advanced ? '--advanced-event-selectors' : '--event-selectors';
  const json = JSON.stringify(advanced ? advancedWithAll(selectors.advanced) : basicWithAll(selectors.basic));
  return {
    cli: shell`
      # As account ${ownerOf(arn)}, which owns the trail:
      aws cloudtrail put-event-selectors --trail-name ${arn} --region ${homeRegion} ${option} ${json}
      aws cloudtrail update-trail --name ${arn} --region ${homeRegion} --is-multi-region-trail --include-global-service-events`,
    terraform: advanced
      ? hcl`
        # In the aws_cloudtrail resource of ${arn}, instead of what chooses management events there:
        is_multi_region_trail         = true
        include_global_service_events = true
        advanced_event_selector {
          field_selector {
            field  = "eventCategory"
            equals = ["Management"]
          }
        }`
      : hcl`
        # In the aws_cloudtrail resource of ${arn}, instead of what chooses management events there:
        is_multi_region_trail         = true
        include_global_service_events = true
        event_selector {
          read_write_type           = "All"
          include_management_events = true
        }`,
    cloudformation: `${yaml`
      # In the AWS::CloudTrail::Trail of ${arn}:
      Properties:
        IsMultiRegionTrail: true
        IncludeGlobalServiceEvents: true`}
  ${advanced ? 'AdvancedEventSelectors' : 'EventSelectors'}: ${json}`,
  };
}

function ownerOf(arn: Arn): AccountId {
  return arn.split(':')[4] ?? '';
}

/** With one selector for all management events, in the API's own shape. */
function basicWithAll(selectors: readonly BasicEventSelector[]) {
  const data = selectors.filter(({ dataResources }) => dataResources.length > 0);
  return [
    { ReadWriteType: 'All', IncludeManagementEvents: true },
    ...data.map(({ readWriteType, dataResources }) => ({
      ReadWriteType: readWriteType,
      IncludeManagementEvents: false,
      DataResources: dataResources.map(({ type, values }) => ({ Type: type, Values: values })),
    })),
  ];
}

/** With one selector for all management events, in the API's own shape. */
function advancedWithAll(selectors: readonly AdvancedEventSelector[]) {
  const others = selectors.filter((selector) => managementClauses({ basic: [], advanced: [selector] }).length === 0);
  return [
    { Name: 'Management events', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
    ...others.map(({ name, fields }) => ({
      ...(name === null ? {} : { Name: name }),
      FieldSelectors: fields.map(fieldAsApi),
    })),
  ];
}

function fieldAsApi(field: FieldSelector) {
  const operators = [...SELECT_OPERATORS, ...DESELECT_OPERATORS].filter((operator) => field[operator].length > 0);
  return { Field: field.field, ...Object.fromEntries(operators.map((name) => [nameInApi(name), field[name]])) };
}

function nameInApi(operator: FieldOperator): string {
  return operator.charAt(0).toUpperCase() + operator.slice(1);
}
