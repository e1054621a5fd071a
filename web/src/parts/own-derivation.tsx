import type { CheckedStep } from "indicial";
import { Prose } from "../math/prose.tsx";
import { ownLines, reviewed } from "../state/own-answer.ts";
import { good, letters } from "../state/workbench.ts";
import { Counterexample } from "./counterexample.tsx";

/** A whole derivation, judged line by line: each must equal the one before. */
export function OwnDerivation() {
  const result = reviewed.value;
  const names = letters.value;
  const example = good.value
    ? `d(${good.value.answer.reading})/d(${good.value.answer.wrt})\n= ...`
    : "";
  return (
    <div class="attempt">
      <label class="word" for="own-derivation">
        My derivation, a line for each step
      </label>
      <textarea
        id="own-derivation"
        class="lines"
        rows={6}
        spellcheck={false}
        value={ownLines.value}
        placeholder={example}
        onInput={(event) => {
          ownLines.value = event.currentTarget.value;
        }}
      />
      <div aria-live="polite">
        {result?.status === "ok" && (
          <>
            <h2 class="verdict">
              {result.firstFalse !== undefined
                ? `The first false step is line ${result.firstFalse}`
                : (DERIVATION_WORDS[result.verdict] ?? "")}
            </h2>
            <ol class="reviewed">
              {result.steps.map((step) => (
                <Reviewed key={step.line} step={step} names={names} />
              ))}
            </ol>
          </>
        )}
        {result && result.status !== "ok" && (
          <p class="waiting">
            <Prose text={result.problem.message} names={names} />
          </p>
        )}
      </div>
    </div>
  );
}

const DERIVATION_WORDS: Readonly<Record<string, string>> = {
  right: "Every step is right",
  undecided: "Some steps could not be decided",
  unparsable: "Some lines are not read yet",
};

const STEP_WORDS: Readonly<Record<CheckedStep["verdict"], string>> = {
  given: "given",
  true: "follows",
  false: "does not follow",
  undecided: "undecided",
  unparsable: "not read",
};

function Reviewed({ step, names }: { readonly step: CheckedStep; readonly names: Set<string> }) {
  const { text, verdict, rule, diagnosis, problem, why } = step;
  return (
    <li class={verdict}>
      <code>{text}</code>
      <p>
        <b>{STEP_WORDS[verdict]}</b>
        {rule !== undefined && `, by ${rule}`}
        {why !== undefined && `: ${why}`}
      </p>
      {problem && (
        <p>
          <Prose text={problem.message} names={names} />
        </p>
      )}
      {diagnosis && (
        <>
          <p>
            <Prose text={diagnosis.message} names={names} />
          </p>
          {diagnosis.counterexample && <Counterexample of={diagnosis.counterexample} />}
        </>
      )}
    </li>
  );
}
