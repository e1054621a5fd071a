import { Answer } from "./parts/answer.tsx";
import { Header } from "./parts/header.tsx";
import { LiveRegion } from "./parts/live-region.tsx";
import { Problem } from "./parts/problem.tsx";
import { Toast } from "./parts/toast.tsx";
import { Busy, Trouble } from "./parts/trouble.tsx";
import { isFolded } from "./state/fold.ts";
import { later } from "./state/later.ts";
import { good, isStale } from "./state/workbench.ts";
import { type View, view, VIEWS } from "./state/view.ts";

const VIEW_WORDS: Readonly<Record<View, string>> = {
  steps: "Steps",
  check: "Check",
  pictures: "Pictures",
};

/** The recto; its parts come a moment after the answer. */
function Shown() {
  const parts = later.value;
  if (!parts) return <p class="waiting">{good.value ? "The steps follow." : ""}</p>;
  const { Check, PicturesView, Steps } = parts;
  return view.value === "steps" ? <Steps /> : view.value === "check" ? <Check /> : <PicturesView />;
}

export function App() {
  const RulePage = later.value?.RulePage;
  return (
    <div class="page">
      <a class="skip" href="#answer" onClick={skipTo(".verso")}>
        Skip to the answer
      </a>
      <a class="skip" href="#steps" onClick={skipTo(".recto")}>
        Skip to the steps
      </a>
      <Header />
      <main>
        <Problem />
        <Trouble />
        <div class={`spread ${isFolded.value ? "folded" : ""} ${isStale.value ? "behind" : ""}`}>
          <section class="verso" aria-label="The answer" tabIndex={-1}>
            <Answer />
            <Busy />
          </section>
          <section class="recto" aria-label="Where it comes from" tabIndex={-1}>
            <div class="views" role="group" aria-label="View">
              {VIEWS.map((name) => (
                <button
                  key={name}
                  type="button"
                  class={view.value === name ? "on" : ""}
                  aria-pressed={view.value === name}
                  onClick={() => {
                    view.value = name;
                  }}
                >
                  {VIEW_WORDS[name]}
                </button>
              ))}
            </div>
            <Shown />
          </section>
        </div>
      </main>
      <LiveRegion />
      {RulePage && <RulePage />}
      <Toast />
    </div>
  );
}

/** The fragment holds the question, so the link moves the focus itself. */
function skipTo(place: string): (event: MouseEvent) => void {
  return (event) => {
    event.preventDefault();
    document.querySelector<HTMLElement>(place)?.focus();
  };
}
