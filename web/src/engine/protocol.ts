import type {
  CheckedAnswer,
  CheckedDerivation,
  CheckProblem,
  DerivationProblem,
  DerivativeProblem,
  DerivativeResult,
  NoAnswer,
} from "indicial";

/** What the page may ask its worker, and what it is told: plain data both ways. */
export interface Jobs {
  readonly derive: { readonly asks: DerivativeProblem; readonly tells: DerivativeResult };
  readonly narrate: { readonly asks: DerivativeProblem; readonly tells: DerivativeResult };
  /** The answer in notations that are rarely wanted. */
  readonly write: { readonly asks: DerivativeProblem; readonly tells: DerivativeResult };
  readonly check: { readonly asks: CheckProblem; readonly tells: CheckedAnswer | NoAnswer };
  readonly review: {
    readonly asks: DerivationProblem;
    readonly tells: CheckedDerivation | NoAnswer;
  };
}

export type JobName = keyof Jobs;

export interface Order<N extends JobName = JobName> {
  readonly id: number;
  readonly job: N;
  readonly asks: Jobs[N]["asks"];
}

export interface Report<N extends JobName = JobName> {
  readonly id: number;
  readonly tells: Jobs[N]["tells"];
}
