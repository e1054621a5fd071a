import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { keepPlace, placeIn } from "../state/place.ts";
import { namesOf } from "../state/names.ts";
import { Stepper } from "../state/stepper.ts";
import {
  type Answered,
  derivationBy,
  good,
  isStale,
  narrated,
  type ToldDerivation,
} from "../state/workbench.ts";
import type { Detail } from "../engine/protocol.ts";
import { detail, METHODS, type Method, method } from "../state/view.ts";
import { Compare } from "./compare.tsx";
import { StepList } from "./step-list.tsx";

/** The derivation, by one of the methods or by all of them beside one another. */
export function Steps() {
  const shown = narrated.value;
  const isBehind = isStale.value || shown?.asked !== good.value?.asked;
  return (
    <>
      <Ways />
      {shown ? (
        <div class={isBehind ? "stale" : ""}>
          {method.value === "compare" ? <Compare answered={shown} /> : <Told answered={shown} />}
        </div>
      ) : (
        <p class="waiting">{good.value ? "The steps follow." : ""}</p>
      )}
    </>
  );
}

const WAYS: readonly (readonly [Method, string])[] = [
  ...METHODS.map((name): readonly [Method, string] => [name, name]),
  ["compare", "compare all three"],
];

function Ways() {
  return (
    <div class="ways" role="group" aria-label="Method of the derivation">
      <em>by</em>
      {WAYS.map(([name, words]) => (
        <button
          key={name}
          type="button"
          class={method.value === name ? "on" : ""}
          aria-pressed={method.value === name}
          onClick={() => {
            method.value = name;
          }}
        >
          {words}
        </button>
      ))}
      <select
        class="pick level"
        aria-label="How finely it is told"
        value={detail.value}
        onChange={(event) => {
          detail.value = event.currentTarget.value as Detail;
        }}
      >
        {LEVELS.map(([level, words]) => (
          <option key={level} value={level}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

const LEVELS: readonly (readonly [Detail, string])[] = [
  ["outline", "In outline"],
  ["standard", "As a textbook"],
  ["every", "Every step"],
];

function Told({ answered }: { readonly answered: Answered }) {
  const name = method.value;
  const derivation = useMemo(() => derivationBy(answered, name), [answered, name]);
  if (!derivation) {
    const { derivationNote } = answered.answer;
    return (
      <p class="waiting">
        {derivationNote ??
          `There is no derivation by ${method.value} of this one; the answer stands.`}
      </p>
    );
  }
  return (
    <>
      <Walk key={method.value} answered={answered} derivation={derivation} />
      {derivation.omitted !== undefined && <p class="waiting">{derivation.omitted}</p>}
    </>
  );
}

interface WalkProps {
  readonly answered: Answered;
  readonly derivation: ToldDerivation;
}

/** One derivation and the buttons that lead through it. */
function Walk({ answered, derivation }: WalkProps) {
  const { asked: question } = answered;
  const stepper = useSignal(Stepper.of(derivation, placeIn(question)));
  // The page scrolls after a reader who walks, not under one who types.
  const isWalking = useRef(false);
  const show = (next: Stepper): void => {
    stepper.value = next;
    keepPlace(question, next);
  };
  const move = (next: Stepper): void => {
    isWalking.current = true;
    show(next);
  };
  useEffect(() => {
    isWalking.current = false;
    show(Stepper.of(derivation, placeIn(question)));
  }, [derivation]);
  const now =
    stepper.value.of === derivation ? stepper.value : Stepper.of(derivation, placeIn(question));
  useKeys(now, move);
  return (
    <>
      <StepList
        derivation={derivation}
        stepper={now}
        names={namesOf(answered.answer, derivation)}
        isFollowed={isWalking.current}
        onChoose={(at) => move(now.at(at))}
      />
      <div class="stepper">
        <button type="button" disabled={!now.canGoBack} onClick={() => move(now.back())}>
          Back
        </button>
        {now.canHint && (
          <button type="button" onClick={() => move(now.hint())}>
            Hint
          </button>
        )}
        <button type="button" class="prim" disabled={!now.canGoOn} onClick={() => move(now.next())}>
          {now.isHinted ? "Reveal" : "Next step"}
        </button>
        <span>
          {now.current + 1} of {now.count}
          {now.isAtKey && <span class="key">, the key step</span>}
        </span>
        <button type="button" onClick={() => move(now.toggleRest())}>
          {now.isAllShown ? "Hide the rest" : "Show all"}
        </button>
        <span class="keys">
          <kbd>←</kbd> <kbd>→</kbd> step, <kbd>H</kbd> hint
        </span>
      </div>
    </>
  );
}

/** Arrow keys walk, H hints; not while something is typed or chosen. */
function useKeys(now: Stepper, move: (next: Stepper) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as Element;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest("textarea, input, select, summary, [role=radiogroup]")) return;
      const next =
        event.key === "ArrowRight"
          ? now.next()
          : event.key === "ArrowLeft"
            ? now.back()
            : event.key.toLowerCase() === "h"
              ? now.hint()
              : undefined;
      if (!next) return;
      event.preventDefault();
      move(next);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [now]);
}
