import type { Trail } from '../model/cloudtrail.ts';
import type { NamedDestination } from '../model/destinations.ts';
import type { Evidence } from '../model/evidence.ts';
import { unavailable } from '../model/evidence.ts';
import type { Subject } from '../model/subject.ts';
import type { TrailBucket } from '../model/trail-buckets.ts';

/** Something that a trail writes to. */
export interface TrailDestination {
  readonly kind: 'bucket' | 'log group' | 'topic';
  /** A bucket's name; a log group's or topic's ARN. */
  readonly name: string;
  readonly exists: Evidence<boolean>;
}

interface Asked {
  readonly buckets: readonly TrailBucket[];
  readonly others: readonly NamedDestination[];
}

/** All that a trail names as destinations, and whether AWS says that they exist. */
export function destinationsOf(trail: Trail, { buckets, others }: Asked): readonly TrailDestination[] {
  const { bucket, logGroupArn, snsTopicArn } = trail;
  const group = logGroupArn?.replace(/:\*$/, '') ?? null;
  const answer = (arn: string) => others.find((other) => other.arn === arn)?.exists ?? notAsked(arn);
  const destinations: TrailDestination[] = [];
  if (bucket !== null) destinations.push({ kind: 'bucket', name: bucket, exists: bucketExists(bucket, buckets) });
  if (group !== null) destinations.push({ kind: 'log group', name: group, exists: answer(group) });
  if (snsTopicArn !== null) destinations.push({ kind: 'topic', name: snsTopicArn, exists: answer(snsTopicArn) });
  return destinations;
}

function bucketExists(name: string, buckets: readonly TrailBucket[]): Evidence<boolean> {
  const versioning = buckets.find((bucket) => bucket.name === name)?.versioning ?? notAsked(name);
  return versioning.status === 'unavailable' ? versioning : { ...versioning, value: versioning.value !== null };
}

function notAsked(name: string) {
  return unavailable('not-asked', `the scan did not ask about ${name}`, null);
}

/** A bucket as the subject of a verdict; its ARN names no region. */
export function bucketSubject(name: string, partition: string): Subject {
  return { arn: `arn:${partition}:s3:::${name}`, type: 'AWS::S3::Bucket', name, region: null };
}
