import type { WrittenDerivation } from "indicial";
import { equation, Formula, type Formulated } from "../math/formula.tsx";
import { drawn, narrated } from "../state/workbench.ts";

type Sum = NonNullable<
  Extract<NonNullable<typeof drawn.value>["result"], { status: "ok" }>["pictures"][number]["sums"]
>[number];

/** The sum that a delta ends, with its zeros and its one, below the step that ends it. */
export function WrittenOut({
  derivation,
  at,
}: {
  readonly derivation: WrittenDerivation;
  readonly at: number;
}) {
  const sums = sumsOf(derivation, at);
  if (sums.length === 0) return null;
  return (
    <div class="open" tabIndex={0} role="group" aria-label="The sum written out">
      {sums.map((sum) => (
        <p key={sum.letter}>
          <Formula of={line(sum)} />
        </p>
      ))}
    </div>
  );
}

/** Those of the line before this step; their letters stand at numbers there. */
function sumsOf(derivation: WrittenDerivation, at: number): readonly Sum[] {
  const before = derivation.steps[at - 1];
  const isCurrent = drawn.value?.asked === narrated.value?.asked;
  const result = isCurrent ? drawn.value?.result : undefined;
  const letters = derivation.steps[at]?.deltas?.map(({ summed }) => summed) ?? [];
  if (!before || result?.status !== "ok") return [];
  return result.pictures
    .flatMap(({ sums = [] }) => sums)
    .filter(({ letter, sum }) => {
      const pattern = sum.unicode
        .replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")
        .replaceAll(/(?<=_\w*)\d/g, "[a-z]");
      return letters.includes(letter) && new RegExp(pattern).test(before.right.unicode);
    });
}

/** Every addend: what the delta is multiplied with, and the delta, 0 or 1. */
function line({ letter, addends, survives, result }: Sum): Formulated {
  const written = (key: "latex" | "unicode" | "spoken", times: string): string =>
    addends
      .map(({ factor, delta }) => {
        const isBare = /^-|^\\sum|^[^(]*[+]/.test(factor.latex);
        const own = isBare && key === "latex" ? `\\left(${factor[key]}\\right)` : factor[key];
        const sign = delta === 1 && key === "latex" ? "\\htmlClass{becomes}{1}" : String(delta);
        return `${own}${times}${sign}`;
      })
      .join(key === "spoken" ? " plus " : " + ");
  const left: Formulated = {
    latex: written("latex", " \\cdot "),
    unicode: written("unicode", "·"),
    spoken: written("spoken", " times "),
  };
  const { latex, unicode, spoken } = equation(left, result);
  return {
    latex: `${letter} = 1, \\dots, ${addends.length}\\colon\\quad ${latex}`,
    unicode: `${letter} = 1, ..., ${addends.length}: ${unicode}`,
    spoken: `for ${letter} from 1 to ${addends.length}, only ${survives} counts: ${spoken}`,
  };
}
