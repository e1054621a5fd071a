import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Explanation } from "indicial";
import { engine } from "../engine/client.ts";
import { equation, Formula } from "../math/formula.tsx";
import { Prose } from "../math/prose.tsx";
import { lettersIn } from "../state/names.ts";
import { question } from "../state/question.ts";
import { say } from "../state/toast.ts";
import { askAnew } from "../state/workbench.ts";

type Rule = Extract<Explanation, { kind: "rule" }>;

const open = signal<Rule | undefined>(undefined);

/** Opens the page of a rule, by the name that a step cites. */
export async function openRule(name: string): Promise<void> {
  const told = await engine.ask("explain", name);
  if (told.is === "overtaken" || told.is === "stopped") return;
  if (told.is === "done" && told.tells.ok && told.tells.value.kind === "rule") {
    open.value = told.tells.value;
    return;
  }
  say("There is no page of this rule.");
}

/** What a rule says, why it is true, and a line in which it is used. */
export function RulePage() {
  const element = useRef<HTMLDialogElement>(null);
  const rule = open.value;
  useEffect(() => {
    if (rule) element.current?.showModal();
    else element.current?.close();
  }, [rule]);
  const close = (): void => {
    open.value = undefined;
  };
  return (
    <dialog
      ref={element}
      class="rule"
      aria-labelledby="rule-label"
      onClose={close}
      onClick={(event) => {
        // Outside of what is written in it.
        if (event.target === element.current) close();
      }}
    >
      {rule && <Page rule={rule} onClose={close} />}
    </dialog>
  );
}

/** Of sentences about no problem in particular; "a" is a word there. */
function singleLetters(text: string): readonly string[] {
  return (text.match(/(?<![\w'])[A-Za-z](?![\w'])/g) ?? []).filter(
    (letter) => !/[aAI]/.test(letter),
  );
}

function Page({ rule, onClose }: { readonly rule: Rule; readonly onClose: () => void }) {
  const { label, says, why, example, derivation } = rule;
  const names = new Set([...lettersIn(derivation), ...singleLetters(`${says} ${why}`)]);
  const at = derivation.steps.findIndex((step) => step.rule === rule.name);
  const step = derivation.steps[at];
  return (
    <div>
      <h2 id="rule-label">{label[0]!.toUpperCase() + label.slice(1)}</h2>
      <p>
        <Prose text={says} names={names} />
      </p>
      <p>
        <b>Why.</b> <Prose text={why} names={names} />
      </p>
      {step && (
        <>
          <p class="as-in">
            Step {at + 1} of the derivation of <code>{example.expr}</code> by{" "}
            <var>{example.wrt}</var>:
          </p>
          <p class="line">
            <Formula of={equation(step.left ?? step.before, step.right)} display />
          </p>
        </>
      )}
      <div class="acts">
        <button
          type="button"
          class="link"
          onClick={() => {
            onClose();
            const { expr, wrt, vars: shapes = {} } = example;
            askAnew(question(expr, { wrt, shapes }), "The example is asked.");
          }}
        >
          Open this example
        </button>
        <button type="button" class="link" onClick={onClose}>
          Close
        </button>
      </div>
    </div>
  );
}
