import type { WrittenDerivation } from "indicial";
import type { Place as PlaceInLink } from "./view.ts";

interface Place {
  readonly current: number;
  /** How many steps are shown, from the first. */
  readonly shown: number;
  /** Whether the first hidden step shows what is done in it, but not its formula. */
  readonly isHinted: boolean;
}

/** Where a reader is in a derivation: hint, then reveal, then the next. Never changed, only replaced. */
export class Stepper {
  readonly of: WrittenDerivation;
  readonly current: number;
  readonly shown: number;
  readonly isHinted: boolean;

  private constructor(of: WrittenDerivation, { current, shown, isHinted }: Place) {
    this.of = of;
    this.current = current;
    this.shown = shown;
    this.isHinted = isHinted;
  }

  /** All is shown, and the eye is led to the key step; a link may lead elsewhere. */
  static of(derivation: WrittenDerivation, at?: PlaceInLink): Stepper {
    const last = derivation.steps.length - 1;
    const current = Math.min(at?.step ?? keyStep(derivation), last);
    const shown = Math.min(Math.max(at?.shown ?? Infinity, current + 1), last + 1);
    return new Stepper(derivation, { current, shown, isHinted: false });
  }

  /** Whether this is where a delta first ends a sum: what the method is about. */
  get isAtKey(): boolean {
    return this.current === keyStep(this.of) && this.of.steps[this.current]?.deltas !== undefined;
  }

  /** What a link says of the place; undefined where the derivation opens by itself. */
  get inLink(): PlaceInLink | undefined {
    if (this.current === keyStep(this.of) && this.isAllShown) return undefined;
    return { step: this.current, ...(!this.isAllShown && { shown: this.shown }) };
  }

  get count(): number {
    return this.of.steps.length;
  }

  get isAllShown(): boolean {
    return this.shown === this.count;
  }

  get canGoBack(): boolean {
    return this.current > 0;
  }

  get canGoOn(): boolean {
    return this.current < this.count - 1;
  }

  get canHint(): boolean {
    return !this.isAllShown && !this.isHinted;
  }

  at(step: number): Stepper {
    if (step >= this.shown) return this;
    return this.#place({ current: step, shown: this.shown, isHinted: this.isHinted });
  }

  next(): Stepper {
    if (!this.canGoOn) return this;
    const current = this.current + 1;
    return this.#place({ current, shown: Math.max(this.shown, current + 1), isHinted: false });
  }

  back(): Stepper {
    return this.canGoBack ? this.at(this.current - 1) : this;
  }

  hint(): Stepper {
    return this.#place({ current: this.current, shown: this.shown, isHinted: !this.isAllShown });
  }

  toggleRest(): Stepper {
    const shown = this.isAllShown ? this.current + 1 : this.count;
    return this.#place({ current: this.current, shown, isHinted: false });
  }

  #place(place: Place): Stepper {
    return new Stepper(this.of, place);
  }
}

/** Where a delta first ends a sum; the first step where none does. */
function keyStep({ steps }: WrittenDerivation): number {
  return Math.max(
    0,
    steps.findIndex(({ deltas }) => deltas !== undefined && deltas.length > 0),
  );
}
