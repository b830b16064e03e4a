import type { EvidenceKey, Seen } from './catalog.ts';
import type { Control } from './controls.ts';
import type { Subject } from './subject.ts';
import type { Scope, Target } from './target.ts';
import type { Severity, Verdict } from './verdict.ts';

export const FAMILIES = ['trails', 'stages', 'formats', 'roles', 'organization'] as const;
export type Family = (typeof FAMILIES)[number];
/** `family/failing-noun`. */
export type RuleId = `${Family}/${string}`;

export interface JudgeContext<S extends Scope> {
  readonly target: Target<S>;
  /** The time to judge at. Rules read no clock. */
  readonly now: Date;
}

/** How to repair a failing subject where it was judged; each text can be pasted. Build them with `shell`, `hcl` and `yaml`. */
export interface Remediation<R extends Subject> {
  cli(subject: R, where: Target): string;
  terraform(subject: R, where: Target): string;
  cloudformation(subject: R, where: Target): string;
}

export interface RuleSpec<S extends Scope, N extends readonly EvidenceKey[], R extends Subject> {
  readonly id: RuleId;
  /** The compliant world, such as `Trails sign their log files`. */
  readonly title: string;
  readonly severity: Severity;
  readonly scope: S;
  readonly needs: N;
  /** Why a failure matters, in a few plain sentences. */
  readonly rationale: string;
  /** How the rule decides: what passes, what fails, what makes it unknown. */
  readonly judgement: string;
  readonly controls: readonly Control[];
  /** The pages that say so. */
  readonly references: readonly string[];
  /**
   * Judges one target. The engine has answered `unknown` already where evidence of the same or a wider scope is
   * missing, and does so where this throws; narrower and nested evidence the rule must face itself. Yield at most
   * one verdict for each pair of subject ARN and region.
   */
  judge(seen: { readonly [K in N[number]]: Seen<S, K> }, context: JudgeContext<S>): Iterable<Verdict<R>>;
  // After judge, so that R is inferred from the verdicts.
  readonly remediation: Remediation<NoInfer<R>>;
}

declare const defined: unique symbol;

/** A rule whose types were checked together by `defineRule`, and which the engine may call with evidence by key. */
export interface Rule extends Omit<RuleSpec<Scope, readonly EvidenceKey[], Subject>, 'judge' | 'remediation'> {
  readonly [defined]: true;
  judge(seen: Readonly<Record<string, unknown>>, context: JudgeContext<Scope>): Iterable<Verdict>;
  readonly remediation: Remediation<Subject>;
}

/** Checks a rule's parts against each other. Only what passes here is a Rule. */
export function defineRule<const S extends Scope, const N extends readonly EvidenceKey[], R extends Subject>(
  spec: RuleSpec<S, N, R>,
): Rule {
  return spec as unknown as Rule;
}
