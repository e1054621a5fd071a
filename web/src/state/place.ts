import type { Stepper } from "./stepper.ts";
import type { Question } from "./question.ts";
import { detail, method, type Place, place } from "./view.ts";

/** Which derivation the place is in. */
let within: readonly unknown[] = [];

function derivationOf(question: Question): readonly unknown[] {
  return [question, method.peek(), detail.peek()];
}

/** The place where a reader left the derivation of a question, or where a link leads to. */
export function placeIn(question: Question): Place | undefined {
  const now = derivationOf(question);
  return now.every((part, at) => part === within[at]) ? place.peek() : undefined;
}

/** A link says the place in the derivation of a question. */
export function expectPlace(question: Question): void {
  within = derivationOf(question);
}

export function keepPlace(question: Question, stepper: Stepper): void {
  within = derivationOf(question);
  place.value = stepper.inLink;
}
