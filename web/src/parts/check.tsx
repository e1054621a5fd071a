import { OwnAnswer } from "./own-answer.tsx";
import { OwnDerivation } from "./own-derivation.tsx";
import { isWhole } from "../state/own-text.ts";

/** Where a learner's own answer, or own derivation, is judged. */
export function Check() {
  return (
    <>
      <div class="ways" role="group" aria-label="What is checked">
        <em>check</em>
        <button
          type="button"
          class={isWhole.value ? "" : "on"}
          aria-pressed={!isWhole.value}
          onClick={() => {
            isWhole.value = false;
          }}
        >
          my answer
        </button>
        <button
          type="button"
          class={isWhole.value ? "on" : ""}
          aria-pressed={isWhole.value}
          onClick={() => {
            isWhole.value = true;
          }}
        >
          my derivation
        </button>
      </div>
      {isWhole.value ? <OwnDerivation /> : <OwnAnswer />}
    </>
  );
}
