import { Prose } from "../math/prose.tsx";
import { hints, uncover } from "../state/cover.ts";
import { derivationBy, letters, narrated } from "../state/workbench.ts";

/** In the place of the answer while an own one is checked: hints, one at a time. */
export function Cover() {
  const told = narrated.value;
  const steps = (told && derivationBy(told, "indices"))?.steps ?? [];
  // The last step is the answer itself.
  const most = steps.length - 1;
  const shown = steps.slice(0, Math.min(hints.value, most));
  return (
    <>
      <div class="cover">
        The answer is covered while you check yours.
        <button type="button" class="link" onClick={uncover}>
          Uncover it
        </button>
      </div>
      <ol class="hints" aria-live="polite">
        {shown.map(({ title, reason }, at) => (
          <li key={`${at}`}>
            <b>
              <Prose text={title} names={letters.value} />.
            </b>{" "}
            <Prose text={reason} names={letters.value} />
          </li>
        ))}
      </ol>
      {hints.value < most && (
        <div class="acts">
          <button
            type="button"
            class="link"
            onClick={() => {
              hints.value += 1;
            }}
          >
            {hints.value === 0 ? "A hint" : "Next hint"}
          </button>
        </div>
      )}
    </>
  );
}
