import { useSignal } from "@preact/signals";
import { type CheckedAnswer, evidenceWords } from "indicial";
import type { Judged } from "../engine/protocol.ts";
import { Formula } from "../math/formula.tsx";
import { Prose } from "../math/prose.tsx";
import { isCovered } from "../state/cover.ts";
import { verdict } from "../state/own-answer.ts";
import { ownAnswer, ownForm } from "../state/own-text.ts";
import { withFacts } from "../state/question.ts";
import { asked, change, good, letters } from "../state/workbench.ts";
import { Counterexample } from "./counterexample.tsx";
import { VerdictSign } from "./icons.tsx";
import { MathInput } from "./math-input.tsx";
import { FORM_WORDS } from "./words.ts";

/** My gradient is ...: the verdict follows each keystroke. */
export function OwnAnswer() {
  const judged = verdict.value;
  const result = judged?.result;
  const fault =
    result?.status === "ok" && result.verdict === "unparsable" ? result.problem : undefined;
  const natural = good.value?.answer.form ?? "gradient";
  return (
    <div class="attempt">
      <div class="sentence">
        <span class="word">My</span>
        <select
          class="pick"
          aria-label="Form of my answer"
          value={ownForm.value ?? natural}
          onChange={(event) => {
            ownForm.value = event.currentTarget.value;
          }}
        >
          {Object.entries(FORM_WORDS).map(([form, words]) => (
            <option key={form} value={form}>
              {words}
            </option>
          ))}
        </select>
        <label class="word" for="own-answer">
          is
        </label>
        <MathInput
          id="own-answer"
          label="My answer"
          value={ownAnswer.value}
          onInput={(text) => {
            ownAnswer.value = text;
          }}
          fault={fault?.span}
          describedBy="verdict"
          placeholder="your own derivative"
        />
      </div>
      {result?.status === "ok" && result.readAs && (
        <p class="echo">
          read as <Formula of={result.readAs} />
        </p>
      )}
      <div id="verdict" aria-live="polite">
        {judged && <Verdict judged={judged} />}
        {!result && (
          <p class="waiting">
            Type what you found. A slip of the pen is not a wrong answer: it is only pointed at.
          </p>
        )}
      </div>
    </div>
  );
}

function Verdict({ judged: { result, sentences } }: { readonly judged: Judged }) {
  const names = letters.value;
  if (result.status !== "ok") {
    return (
      <p class="waiting">
        <Prose text={result.problem.message} names={names} />
      </p>
    );
  }
  const { problem, why, evidence, diagnosis } = result;
  if (result.verdict === "unparsable") {
    return (
      <p class="waiting">
        Not read yet: <Prose text={problem?.message ?? ""} names={names} />{" "}
        {problem?.remedy !== undefined && <Prose text={problem.remedy} names={names} />}
      </p>
    );
  }
  return (
    <>
      <h2 class="verdict">
        <VerdictSign verdict={result.verdict} />
        <span>
          <Prose text={headline(result)} names={names} />
        </span>
      </h2>
      <div class="body">
        <div class="say">
          {diagnosis && (
            <p>
              <Prose text={diagnosis.message} names={names} sentences={sentences} />
            </p>
          )}
          {why !== undefined && (
            <p>
              <Prose text={`${why}.`} names={names} sentences={sentences} />
            </p>
          )}
          {evidence && <p>{evidenceWords(evidence)}</p>}
          <Repairs result={result} />
        </div>
        {diagnosis?.counterexample && <Counterexample of={diagnosis.counterexample} />}
      </div>
    </>
  );
}

function headline({ verdict: said, diagnosis }: CheckedAnswer): string {
  if (said === "right") return "Right";
  if (said === "transposed") return "Transposed";
  if (said === "undecided") return "Undecided";
  return diagnosis?.assumption === undefined ? "Wrong" : `Right only if ${diagnosis.assumption}`;
}

/** What would make the answer right: the words on the button say the result. */
function Repairs({ result }: { readonly result: CheckedAnswer }) {
  const { diagnosis } = result;
  const [, name] = /^(\w+) is symmetric$/.exec(diagnosis?.assumption ?? "") ?? [];
  const corrected = diagnosis?.corrected;
  const isAsked = useSignal<string | undefined>(undefined);
  if (corrected === undefined && name === undefined) return null;
  // While ours is covered, where it is wrong comes first.
  const isShown = !isCovered.value || isAsked.value === corrected;
  return (
    <div class="repairs">
      {corrected !== undefined && !isShown && (
        <button
          type="button"
          class="link"
          onClick={() => {
            isAsked.value = corrected;
          }}
        >
          Show how to mend it
        </button>
      )}
      {corrected !== undefined && isShown && (
        <button
          type="button"
          class="btn"
          onClick={() => {
            ownAnswer.value = corrected;
          }}
        >
          Write <code>{corrected}</code>
        </button>
      )}
      {name !== undefined && (
        <button
          type="button"
          class="link"
          onClick={() => {
            const facts = asked.peek().facts[name] ?? [];
            change(withFacts(asked.peek(), name, [...facts, "symmetric"]), `${name} is symmetric.`);
          }}
        >
          Declare {name} symmetric
        </button>
      )}
    </div>
  );
}
