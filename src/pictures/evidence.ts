import { counted } from "./labels.ts";
import type { Subject } from "./subject.ts";

/** How the zeros and non-zeros of a derivative are known, in a sentence or two. */
export function evidenceInWords({ structure }: Subject): string {
  const { states, points, exactPoints } = structure;
  const all = states.flat();
  const count = (state: string): number => all.filter((each) => each === state).length;
  const proven = count("zero");
  const tried = count("zero-where-tried");
  const sentences = [
    count("nonzero") === 0
      ? "No entry was found that is not zero."
      : `${counted(count("nonzero"), "entry is", "entries are")} not zero at a point that was tried.`,
  ];
  if (proven > 0) {
    sentences.push(
      `${counted(proven, "entry is", "entries are")} zero whatever the values: every term has a factor that is zero.`,
    );
  }
  if (tried > 0) {
    const how =
      exactPoints > 0
        ? `exactly, modulo a prime, at ${counted(exactPoints, "point", "points")}, and but for rounding at ${counted(points, "point", "points")} in floating-point numbers`
        : `but for rounding at ${counted(points, "point", "points")} in floating-point numbers, which proves nothing`;
    sentences.push(
      `${counted(tried, "entry is", "entries are")} zero at all points that were tried (${how}).`,
    );
  }
  return sentences.join(" ");
}
