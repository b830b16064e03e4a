import type { Arn, Region, Target } from './target.ts';
import { regionOf } from './target.ts';

/** The resource that a verdict is about. */
export interface Subject {
  readonly arn: Arn;
  /** A CloudFormation type, or `AWS::::Account` as Security Hub has it. */
  readonly type: string;
  readonly name: string;
  /** Null for what no region holds, such as a role. */
  readonly region: Region | null;
}

/** An account, in one region or as a whole: the subject where a verdict is not about one resource. */
export function accountSubject(target: Target, region: Region | null = regionOf(target)): Subject {
  return {
    arn: `arn:${target.partition}:iam::${target.accountId}:root`,
    type: 'AWS::::Account',
    name: target.accountId,
    region,
  };
}
