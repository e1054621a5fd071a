import type { DerivativeAnswer, WrittenName } from "indicial";
import { Fragment } from "preact";
import { equation, Formula, type Formulated } from "../math/formula.tsx";
import { fitWidth } from "../math/fit.ts";
import { Prose } from "../math/prose.tsx";
import { type Answered, asked, change, good, isStale, problem } from "../state/workbench.ts";
import { namesOf } from "../state/names.ts";
import { Evidence } from "./evidence.tsx";
import { Cover } from "./cover.tsx";
import { Copies } from "./copies.tsx";
import { Shape, Sizes } from "./shape.tsx";
import { FORM_WORDS, formWords, kindWords } from "./words.ts";
import { isCovered } from "../state/cover.ts";

/** The verso: the answer, its other layout, why they differ, and how it is known to be right. */
export function Answer() {
  const shown = good.value;
  if (!shown) {
    const words = problem.value ? "The answer comes once the expression fits." : "One moment.";
    return <p class="eyebrow">{words}</p>;
  }
  const { answer } = shown;
  return (
    <div class={isStale.value ? "stale" : ""} id="answer">
      <p class="eyebrow">{isStale.value ? "The last good result" : <Title answer={answer} />}</p>
      {isStale.value && (
        <p class="of">
          of <code>{shown.asked.expr}</code> by <var>{answer.wrt}</var>
        </p>
      )}
      {isCovered.value ? <Cover /> : <Uncovered answered={shown} />}
    </div>
  );
}

function Uncovered({ answered }: { readonly answered: Answered }) {
  const { answer } = answered;
  const { twin, note, conditions, because = [] } = answer;
  const names = namesOf(answer);
  const layouts = layoutsOf(answer);
  return (
    <div class="sheet">
      <div class={layouts.length > 1 ? "twins" : ""}>
        {layouts.map((layout) => (
          <OneLayout key={layout.form} layout={layout} isAlone={layouts.length === 1} />
        ))}
      </div>
      <div class="about">
        {note !== undefined && (
          <p class="why">
            <Prose text={note} names={names} />
          </p>
        )}
        {conditions.length > 0 && (
          <p class="why">
            Where{" "}
            {conditions.map((condition, at) => (
              <Fragment key={condition}>
                {at > 0 && (at === conditions.length - 1 ? " and " : ", ")}
                <Prose text={condition} names={names} />
              </Fragment>
            ))}
            .
          </p>
        )}
        {because.length > 0 && (
          <p class="why">
            Because <Prose text={because.join(" and ")} names={names} />.
          </p>
        )}
        <p class="why">
          <Prose text={twin?.why ?? answer.layoutNote} names={names} />
        </p>
        <Readings answer={answer} />
      </div>
      <div class="proof">
        <Evidence evidence={answer.evidence} />
        <Copies answered={answered} />
      </div>
    </div>
  );
}

/** What else is called the derivative by a symmetric matrix. */
function Readings({ answer }: { readonly answer: DerivativeAnswer }) {
  const { readings = [], wrt } = answer;
  if (readings.length === 0) return null;
  const names = namesOf(answer);
  return (
    <details class="readings">
      <summary>
        Three things are called the derivative by a symmetric <var>{wrt}</var>
      </summary>
      <ol>
        {readings.map((reading) => (
          <li key={reading.reading}>
            <Formula of={reading} />
            <Prose text={reading.why} names={names} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Title({ answer }: { readonly answer: DerivativeAnswer }) {
  const by = answer.variables.find(({ name }) => name === answer.wrt)?.shape ?? [];
  const { order } = asked.value;
  const nth = ["The", "The second", "The third"][order - 1] ?? `The ${order}th`;
  return (
    <>
      {nth} derivative of {kindWords(answer.functionShape)} by {kindWords(by)}, as{" "}
      <select
        class="pick"
        aria-label="Form of the derivative"
        value={asked.value.form ?? ""}
        onChange={(event) => {
          const { form: _form, ...rest } = asked.peek();
          const form = event.currentTarget.value;
          change(form === "" ? rest : { ...rest, form });
        }}
      >
        <option value="">{naturalWords(answer.form)}</option>
        {Object.entries(FORM_WORDS).map(([form, words]) => (
          <option key={form} value={form}>
            {words}
          </option>
        ))}
      </select>
    </>
  );
}

/** Left to the library, the form is told all the same. */
function naturalWords(form: string): string {
  return asked.value.form === undefined ? `automatic (${FORM_WORDS[form] ?? form})` : "automatic";
}

interface Layout {
  readonly form: string;
  readonly shape: readonly string[];
  readonly formula: Formulated;
  readonly indices?: readonly string[] | undefined;
  /** Short names in it, and what they stand for. */
  readonly names?: readonly WrittenName[] | undefined;
}

/** Row and gradient beside one another, or the one layout that there is. */
function layoutsOf({ form, shape, indices, display, twin }: DerivativeAnswer): readonly Layout[] {
  if (!display) return [];
  const { answer: formula, names } = display;
  const own: Layout = { form, shape, indices, formula, names };
  if (!twin) return [own];
  const other: Layout = { form: twin.form, shape: twin.shape, formula: twin };
  return form === "row" ? [own, other] : [other, own];
}

function OneLayout({ layout, isAlone }: { readonly layout: Layout; readonly isAlone: boolean }) {
  const { form, shape, indices, formula, names = [] } = layout;
  return (
    <div class="answer">
      <Formula of={formula} class="fit" display onSet={fitWidth} />
      {names.length > 0 && (
        <ul class="where" aria-label="where">
          {names.map(({ name, means }) => (
            <li key={name}>
              <Formula of={equation(nameFormula(name), means)} />
            </li>
          ))}
        </ul>
      )}
      <p class="what">
        {isAlone && <Shape of={shape} />}
        <b>{formWords(form)}</b> <Sizes of={shape} />
        {indices && indices.length > 0 && (
          <span>
            entry <var>{indices.join(", ")}</var>
          </span>
        )}
      </p>
      {!isAlone && <Strip isRow={form === "row"} />}
    </div>
  );
}

/** A name that the library has made up: a letter, perhaps with a number below. */
function nameFormula(name: string): Formulated {
  const [, base = name, below = ""] = /^([A-Za-z]+)_?(\d*)$/.exec(name) ?? [];
  const letter = base.length === 1 ? base : `\\mathrm{${base}}`;
  return { latex: below ? `${letter}_{${below}}` : letter, unicode: name, spoken: name };
}

const CELLS = [0, 1, 2, 3];
const FOLLOWED = 2;

/** Cells that lie or stand: the same entry in both layouts. */
function Strip({ isRow }: { readonly isRow: boolean }) {
  return (
    <div class={`strip ${isRow ? "row" : "col"}`} aria-hidden="true">
      <i>
        {CELLS.map((cell) => (
          <b key={cell} class={cell === FOLLOWED ? "k" : ""}>
            {cell === FOLLOWED ? "j" : ""}
          </b>
        ))}
      </i>
    </div>
  );
}
