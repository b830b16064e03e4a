import type { Stage } from '../../src/model/apigateway.ts';
import { shell } from '../../src/model/remediation.ts';

/** Settings by path: REST takes patch operations, the other kinds take the whole structure as their API names it. */
interface Settings {
  readonly rest: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly v2: Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;
}

/** The AWS CLI command that changes a stage in place; neither kind needs a new deployment for its log settings. */
export function updateStage(stage: Stage, { rest, v2 }: Settings): string {
  const region = stage.region ?? '';
  if (stage.kind === 'rest') {
    const patch = Object.entries(rest).flatMap(([path, values]) =>
      Object.entries(values).map(([name, value]) => ({ op: 'replace', path: `/${path}/${name}`, value })),
    );
    return shell`aws apigateway update-stage --region ${region} --rest-api-id ${stage.apiId} --stage-name ${stage.stageName} --patch-operations ${JSON.stringify(patch)}`;
  }
  const input = Object.entries(v2).map(([name, values]) => {
    const members = Object.entries(values).map(([member, value]) => [
      member.charAt(0).toUpperCase() + member.slice(1),
      value,
    ]);
    return [name, Object.fromEntries(members)];
  });
  return shell`aws apigatewayv2 update-stage --cli-input-json ${JSON.stringify({ ApiId: stage.apiId, StageName: stage.stageName, ...Object.fromEntries(input) })} --region ${region}`;
}
