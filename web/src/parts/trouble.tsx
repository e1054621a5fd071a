import { busySince, engine } from "../engine/client.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Edit } from "indicial";
import { Prose } from "../math/prose.tsx";
import { asked, edits, letters, mend, pieces, problem, wasStopped } from "../state/workbench.ts";
import { Quoted } from "./quoted.tsx";
import { Sizes } from "./shape.tsx";
import { kindWords } from "./words.ts";

/** What is wrong, the facts that disagree, and what to write instead. */
export function Trouble() {
  const fault = problem.value;
  if (wasStopped.value && !fault) {
    return (
      <section class="clash" id="trouble">
        <h2>Stopped.</h2>
        <p>This one takes long. Change the expression to go on.</p>
      </section>
    );
  }
  if (!fault) return null;
  const source = asked.value.expr;
  // The sizes in its declarations are letters, too.
  const names = new Set(letters.value);
  for (const { kind, from, to } of pieces.value) {
    if (kind === "name") names.add(source.slice(from, to));
  }
  return (
    <section class="clash" id="trouble" aria-live="polite" aria-atomic="true">
      <div>
        <h2>
          <Quoted text={fault.message} names={names} source={source} />
        </h2>
        {fault.facts && fault.facts.length > 0 && (
          <ol class="facts">
            {fault.facts.map(({ text }, at) => (
              <li key={text}>
                <b>{at + 1}</b>
                <span>
                  <Quoted
                    text={text.endsWith(".") ? text : `${text}.`}
                    names={names}
                    source={source}
                  />
                </span>
              </li>
            ))}
          </ol>
        )}
        <Mends />
        {edits.value.length === 0 && fault.remedy !== undefined && (
          <p class="remedy">
            <Prose text={sentence(fault.remedy)} names={names} />
          </p>
        )}
      </div>
    </section>
  );
}

/** The changes that were tried, as buttons that say what comes of them. */
function Mends() {
  if (edits.value.length === 0) return null;
  const words = edits.value.length === 1 ? "It was tried:" : "Each was tried:";
  return (
    <>
      <div class="repairs">
        {edits.value.map((edit, at) => (
          <button
            key={JSON.stringify(edit)}
            type="button"
            class={at === 0 ? "btn solid" : "link"}
            onClick={() => mend(edit)}
          >
            <EditWords edit={edit} />
          </button>
        ))}
      </div>
      <p class="tried-note">{words} with it there is an answer.</p>
    </>
  );
}

function EditWords({ edit }: { readonly edit: Edit }) {
  if (edit.kind === "shape") {
    return (
      <>
        Make <var>{edit.name}</var> {kindWords(edit.shape)} of <Sizes of={edit.shape} />
      </>
    );
  }
  const { span, text } = edit;
  const expression = asked.value.expr;
  const before = expression.slice(span.from, span.to);
  if (text === "") {
    return (
      <>
        Delete <code>{before}</code>
      </>
    );
  }
  return (
    <>
      {before === "" ? "Add " : "Write "}
      <code>{text}</code>
      {before === "" ? "" : " instead"}
    </>
  );
}

function sentence(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

/** After this long the page says that it is still at work. */
const PATIENCE_MS = 300;

/** "Still working", with the seconds and a button that ends it. */
export function Busy() {
  const seconds = useSignal<number | undefined>(undefined);
  const since = busySince.value;
  useEffect(() => {
    seconds.value = undefined;
    if (since === undefined) return undefined;
    const tick = (): void => {
      const past = performance.now() - since;
      if (past >= PATIENCE_MS) seconds.value = Math.floor(past / 1000);
    };
    const timer = setInterval(tick, 100);
    return () => clearInterval(timer);
  }, [since]);
  if (seconds.value === undefined) return null;
  return (
    <p class="busy" role="status">
      Still working{seconds.value > 0 && `, ${seconds.value} s`}.{" "}
      <button type="button" class="link" onClick={() => engine.stop()}>
        Stop
      </button>
    </p>
  );
}
