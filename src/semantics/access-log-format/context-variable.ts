import type { ApiKind } from '../../model/apigateway.ts';

/**
 * Why a value should not be in a log. `credential`: it lets somebody in. `personal`: it says more about a person than
 * an audit needs. `depends`: what it holds is up to the API's own authorizer or mapping.
 */
export type Sensitivity = 'credential' | 'personal' | 'depends';

/** A `$context` variable of access logs, as AWS's lists for the three kinds of API have it. */
export interface ContextVariable {
  /** Without `$context.`; a part in braces, as in `authorizer.{property}`, stands for any name. */
  readonly name: string;
  /** The kinds of API whose list has it. */
  readonly apis: readonly ApiKind[];
  /** The kinds of API for which sources disagree; `doubt` says how. */
  readonly doubtfulOn: readonly ApiKind[];
  readonly doubt: string | null;
  readonly meaning: string;
  /** A value that it could print. */
  readonly sample: string;
  readonly sensitivity: Sensitivity | null;
  /** A variable that serves an audit as well and tells less. */
  readonly instead: string | null;
  /** Whether API Gateway itself puts the value in double quotes. */
  readonly quoted: boolean;
  /** The month in which AWS announced it, where that is known. */
  readonly since: string | null;
}

const KINDS: Readonly<Record<string, ApiKind>> = { R: 'rest', H: 'http', W: 'websocket' };

type Extras = Partial<Pick<ContextVariable, 'doubt' | 'sensitivity' | 'instead' | 'quoted' | 'since'>> & {
  readonly doubtfulOn?: string;
};

/** A row of the catalogue; `apis` and `doubtfulOn` name kinds of API by their initials, as in `RHW`. */
export function row(
  [name, apis, meaning, sample]: readonly [string, string, string, string],
  { doubtfulOn = '', ...extras }: Extras = {},
): ContextVariable {
  const plain = { doubt: null, sensitivity: null, instead: null, quoted: false, since: null };
  return { name, apis: kinds(apis), doubtfulOn: kinds(doubtfulOn), meaning, sample, ...plain, ...extras };
}

function kinds(initials: string): readonly ApiKind[] {
  return [...initials].flatMap((initial) => KINDS[initial] ?? []);
}
