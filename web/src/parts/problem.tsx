import { useSignal } from "@preact/signals";
import { equation, Formula } from "../math/formula.tsx";
import {
  asked,
  change,
  good,
  isStale,
  letters,
  pieces,
  problem,
  type,
  variables,
  wrt,
} from "../state/workbench.ts";
import { Prose } from "../math/prose.tsx";
import { Chip } from "./chip.tsx";
import { MathInput } from "./math-input.tsx";
import { VariableName } from "./variable-name.tsx";
import { shapeWords } from "./words.ts";

/** More shapes are shown on request. */
const MOST_CHIPS = 24;

/** The problem is a sentence: Differentiate ... by x, once. */
export function Problem() {
  const isEvery = useSignal(false);
  const shown = isEvery.value ? variables.value : variables.value.slice(0, MOST_CHIPS);
  const rest = variables.value.length - shown.length;
  return (
    <section class="problem" aria-label="The problem">
      <div class="sentence">
        <label class="word" for="expression">
          Differentiate
        </label>
        <MathInput
          id="expression"
          label="Expression to differentiate"
          value={asked.value.expr}
          onInput={type}
          fault={asked.value.expr.trim() === "" ? undefined : problem.value?.span}
          pieces={pieces.value}
          describedBy={problem.value ? "trouble" : undefined}
          placeholder="for example y'*A*x"
          hasLines
        />
        <By />
        <Order />
      </div>
      <div class="chips">
        {shown.map((variable) => (
          <Chip key={variable.name} variable={variable} />
        ))}
        {rest > 0 && (
          <button
            type="button"
            class="link"
            onClick={() => {
              isEvery.value = true;
            }}
          >
            + {rest} more
          </button>
        )}
        <Reading />
      </div>
    </section>
  );
}

function By() {
  return (
    <div class="by">
      <span class="word" id="by">
        by
      </span>
      <div class="wrt" role="radiogroup" aria-labelledby="by">
        {variables.value.map(({ name }) => (
          <label key={name} class={wrt.value === name ? "on" : ""}>
            <input
              type="radio"
              name="wrt"
              checked={wrt.value === name}
              onChange={() => change({ ...asked.peek(), wrt: name })}
            />
            <VariableName name={name} />
          </label>
        ))}
      </div>
    </div>
  );
}

const ORDERS = ["once", "twice", "three times"];

function Order() {
  const { order, wrt2 } = asked.value;
  return (
    <>
      <select
        class="pick"
        aria-label="How often"
        value={String(order)}
        onChange={(event) => {
          const { form: _form, ...rest } = asked.peek();
          change({ ...rest, order: Number(event.currentTarget.value) });
        }}
      >
        {ORDERS.map((word, at) => (
          <option key={word} value={String(at + 1)}>
            {word}
          </option>
        ))}
      </select>
      {order === 2 && variables.value.length > 1 && (
        <select
          class="pick"
          aria-label="The second time by"
          value={wrt2 ?? ""}
          onChange={(event) => {
            const { wrt2: _second, ...rest } = asked.peek();
            const chosen = event.currentTarget.value;
            change(chosen === "" ? rest : { ...rest, wrt2: chosen });
          }}
        >
          <option value="">by the same</option>
          {variables.value.map(({ name }) => (
            <option key={name} value={name}>
              then by {name}
            </option>
          ))}
        </select>
      )}
    </>
  );
}

/** How the text was understood: the reading is always shown, so that a slip is seen at once. */
function Reading() {
  const shown = good.value?.answer;
  if (problem.value) {
    const { code } = problem.value;
    const words = code === "shape-clash" ? "the shapes do not fit yet" : "not an answer yet";
    return <p class="read">{words}</p>;
  }
  if (!shown) return null;
  const read = shown.display?.function;
  return (
    <p class={`read ${isStale.value ? "stale" : ""}`}>
      {readWords(shown.notation)}{" "}
      {read && read.latex.length < LONGEST ? (
        <>
          <Formula of={equation("f", read)} />,{" "}
          <Prose text={shapeWords(shown.functionShape)} names={letters.value} />
        </>
      ) : (
        <code>{shown.reading.slice(0, LONGEST)}</code>
      )}
    </p>
  );
}

/** What is not plain notation is said: a guess of ours should be seen. */
function readWords(notation = "plain"): string {
  return notation === "plain" ? "read as" : `read from ${NOTATIONS[notation] ?? notation} as`;
}

const NOTATIONS: Readonly<Record<string, string>> = { latex: "LaTeX", unicode: "Unicode" };

/** A longer reading is not set beside the chips. */
const LONGEST = 400;
