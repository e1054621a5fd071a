import { equation, Formula } from "../math/formula.tsx";
import { withDeltas } from "../math/delta-marks.ts";
import { Prose } from "../math/prose.tsx";
import { namesOf } from "../state/names.ts";
import { type Answered, derivationBy } from "../state/workbench.ts";
import { METHODS } from "../state/view.ts";

/** The three methods beside one another; all of them end in the same derivative. */
export function Compare({ answered }: { readonly answered: Answered }) {
  const columns = METHODS.map((name) => ({ name, derivation: derivationBy(answered, name) }));
  const { answer } = answered;
  return (
    <div class="compare">
      {answer.compared && (
        <p class="why">
          <Prose text={answer.compared.text} names={namesOf(answer)} />
        </p>
      )}
      <p class="meet">
        <span>All end in</span> {answer.display && <Formula of={answer.display.answer} display />}
      </p>
      <div class="columns">
        {columns.map(({ name, derivation }) => (
          <section key={name} aria-label={`By ${name}`}>
            <h3>
              {name[0]!.toUpperCase() + name.slice(1)}
              <small>
                {derivation
                  ? `${derivation.steps.length} ${derivation.steps.length === 1 ? "step" : "steps"}`
                  : "none of this one"}
              </small>
            </h3>
            <ol>
              {derivation?.steps.map((step, at) => (
                <li key={`${at}`}>
                  <p>
                    <Prose text={step.title} names={namesOf(answer, derivation)} />
                  </p>
                  <Formula
                    of={equation(step.left, {
                      ...step.right,
                      latex: withDeltas(step.right.latex),
                    })}
                    display
                  />
                </li>
              ))}
            </ol>
          </section>
        ))}
      </div>
    </div>
  );
}
