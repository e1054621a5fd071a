import type { CheckedStep } from "indicial";
import type { Sentences } from "../engine/protocol.ts";
import { Prose } from "../math/prose.tsx";
import { reviewed } from "../state/own-answer.ts";
import { ownLines } from "../state/own-text.ts";
import { good, letters } from "../state/workbench.ts";
import { Counterexample } from "./counterexample.tsx";
import { refuseTooLong } from "./too-long.ts";

/** A whole derivation, judged line by line: each must equal the one before. */
export function OwnDerivation() {
  const { result, isDerivative, sentences = {} } = reviewed.value ?? {};
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
        onPaste={refuseTooLong}
        onDrop={refuseTooLong}
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
                : result.verdict === "right" && isDerivative === false
                  ? "Every step follows, but the last line is not the derivative"
                  : (DERIVATION_WORDS[result.verdict] ?? "")}
            </h2>
            <ol class="reviewed">
              {result.steps.map((step, at) => (
                <Reviewed
                  key={`${at}`}
                  step={step}
                  before={result.steps[at - 1]?.line}
                  isDerivative={at === result.steps.length - 1 && isDerivative === true}
                  names={names}
                  sentences={sentences}
                />
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

interface ReviewedProps {
  readonly step: CheckedStep;
  /** The line that it should equal. */
  readonly before: number | undefined;
  /** Whether it is known to be the derivative. */
  readonly isDerivative: boolean;
  readonly names: Set<string>;
  readonly sentences: Sentences;
}

function Reviewed({ step, before, isDerivative, names, sentences }: ReviewedProps) {
  const { text, verdict, rule, diagnosis, problem, why } = step;
  return (
    <li class={verdict}>
      <code>{text}</code>
      <p>
        <b>{STEP_WORDS[verdict]}</b>
        {rule !== undefined && `: ${rule}`}
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
            <Prose text={diagnosis.message} names={names} sentences={sentences} />
          </p>
          {isDerivative && before !== undefined && (
            <p>This line is the derivative, so the slip is in line {before}.</p>
          )}
          {diagnosis.counterexample && (
            <Counterexample
              of={diagnosis.counterexample}
              words={[
                `line ${step.line}`,
                before === undefined ? "the line before" : `line ${before}`,
              ]}
            />
          )}
        </>
      )}
    </li>
  );
}
