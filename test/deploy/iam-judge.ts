import { pythonTool } from '../support/python.ts';

export interface Question {
  readonly action: string;
  readonly resource: string;
  /** Who asks, for a trust policy. */
  readonly principal?: string;
  /** The condition keys of the request, such as `sts:ExternalId`. */
  readonly context?: Readonly<Record<string, string>>;
}

const JUDGE = `
import json, sys
from moto.iam.access_control import IAMPolicy, PermissionResult
asked = json.load(sys.stdin)
policy = IAMPolicy(asked["policy"])
def allowed(q):
    answer = policy.is_action_permitted(q["action"], q["resource"], q.get("principal"), q.get("context", {}))
    return answer == PermissionResult.PERMITTED
print(json.dumps([allowed(q) for q in asked["questions"]]))
`;

/** Whether a policy document allows each of the questions, as moto judges policies. */
export async function allows(policy: string, questions: readonly Question[]): Promise<readonly boolean[]> {
  const { status, stdout, stderr } = await pythonTool('python', ['-c', JUDGE], {
    input: JSON.stringify({ policy, questions }),
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
