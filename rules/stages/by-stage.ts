import type { ApiGatewayApis, Stage } from '../../src/model/apigateway.ts';
import { accountSubject } from '../../src/model/subject.ts';
import type { RegionTarget } from '../../src/model/target.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { unknown } from '../../src/model/verdict.ts';
import { named } from '../../src/semantics/listing.ts';
import { stagesOf } from '../../src/semantics/stages.ts';

/**
 * One verdict for each stage that could be read, and one `unknown` about the region for all that could not, so that
 * a region with many denied APIs does not drown the rest. `index` is the stage's place among those of `stagesOf`.
 */
export function judgeStages<R extends Stage = Stage>(
  apis: ApiGatewayApis,
  target: RegionTarget,
  judgeStage: (stage: Stage, index: number) => Verdict<R>,
): readonly Verdict<R>[] {
  const verdicts = stagesOf(apis).read.map(({ stage, from }, index): Verdict<R> => {
    const verdict = judgeStage(stage, index);
    return { ...verdict, from: verdict.from === null ? from : [...from, ...verdict.from] };
  });
  return [...verdicts, ...unreadStages(apis, target)];
}

/** One `unknown` about the region for all APIs and stages that could not be read. */
export function* unreadStages(apis: ApiGatewayApis, target: RegionTarget): Iterable<Verdict<never>> {
  const { unread } = stagesOf(apis);
  if (unread.length === 0) return;
  const because = unread.map(({ why }) => why);
  yield unknown(accountSubject(target), `could not be read: ${named(unread.map(({ what }) => what))}`, because, {
    from: because,
  });
}
