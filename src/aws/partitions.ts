import type { Region } from '../model/target.ts';

/**
 * Where services with a single endpoint sign their requests, by partition (botocore's endpoint data). `account` is
 * null where Account Management has no endpoint.
 */
interface Partition {
  /** CloudTrail's home of global service events; also the region that is asked when any will do. */
  readonly leader: Region;
  readonly iam: Region;
  readonly organizations: Region;
  readonly account: Region | null;
}

const PARTITIONS: Readonly<Record<string, Partition>> = {
  aws: { leader: 'us-east-1', iam: 'us-east-1', organizations: 'us-east-1', account: 'us-east-1' },
  'aws-cn': { leader: 'cn-northwest-1', iam: 'cn-north-1', organizations: 'cn-northwest-1', account: 'cn-northwest-1' },
  'aws-us-gov': { leader: 'us-gov-west-1', iam: 'us-gov-west-1', organizations: 'us-gov-west-1', account: null },
  'aws-eusc': { leader: 'eusc-de-east-1', iam: 'eusc-de-east-1', organizations: 'eusc-de-east-1', account: null },
};

/** The partition's endpoints. An unknown partition is an error: a guess would send credentials astray. */
export function partitionNamed(name: string): Partition {
  const partition = PARTITIONS[name];
  if (partition === undefined) throw new Error(`the AWS partition ${name} is not known`);
  return partition;
}
