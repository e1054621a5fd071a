import type { WrittenStep } from "indicial";
import { useSignal } from "@preact/signals";
import { Fragment } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { spaced } from "../math/spacing.ts";
import { type DeltaSum, withDeltas, withNewLetters, withTies } from "../math/delta-marks.ts";
import { fitLine } from "../math/fit.ts";
import { equation, Formula } from "../math/formula.tsx";
import { typesetter } from "../math/katex.ts";
import { type Names, Prose } from "../math/prose.tsx";
import { isFolded } from "../state/fold.ts";
import type { Stepper } from "../state/stepper.ts";
import type { ToldDerivation } from "../state/workbench.ts";
import { openRule } from "./rule-page.tsx";
import { MOST_TIES, Ties, type TieWords } from "./ties.tsx";
import { WrittenOut } from "./written-out.tsx";

interface ListProps {
  readonly derivation: ToldDerivation;
  readonly stepper: Stepper;
  readonly names: Names;
  /** Whether the current step is scrolled to. */
  readonly isFollowed: boolean;
  readonly onChoose: (at: number) => void;
}

export function StepList({ derivation, stepper, names, isFollowed, onChoose }: ListProps) {
  const { steps } = derivation;
  const lit = useSignal<Lit | undefined>(undefined);
  return (
    <>
      {derivation.names.length > 0 && (
        <p class="parts">
          Name{" "}
          {derivation.names.map(({ name, means }, at) => (
            <span key={name}>
              {at > 0 && ", "}
              <Formula of={equation(name, means)} />
            </span>
          ))}
          .
        </p>
      )}
      <ol class="steps">
        {steps.map((step, at) => (
          <Fragment key={`${at}`}>
            {at < stepper.shown && <Opening says={openingAt(derivation, at)} names={names} />}
            <Row
              derivation={derivation}
              number={at + 1}
              lines={linesOf(steps, at)}
              step={step}
              ties={tiesOf(steps, at)}
              state={stateOf(stepper, at)}
              names={names}
              isFollowed={isFollowed}
              litTie={lit.value?.at === at ? lit.value.tie : undefined}
              litLetter={lit.value?.at === at - 1 ? lit.value.tie : undefined}
              onLight={(tie) => {
                lit.value = tie === undefined ? undefined : { at, tie };
              }}
              onChoose={() => onChoose(at)}
            />
          </Fragment>
        ))}
      </ol>
    </>
  );
}

function openingAt({ stages }: ToldDerivation, at: number): string | undefined {
  return stages.find((stage) => stage.at === at)?.says;
}

/** Of what the next derivation is, where several stand one below the other. */
function Opening({ says, names }: { readonly says: string | undefined; readonly names: Names }) {
  if (says === undefined) return null;
  return (
    <li class="opening">
      <p>
        <Prose text={says} names={names} />
      </p>
    </li>
  );
}

/** The delta that is looked at: its line, and which tie of it. */
interface Lit {
  readonly at: number;
  readonly tie: number;
}

type RowState = "shown" | "now" | "hint" | "hidden";

function stateOf({ current, shown, isHinted }: Stepper, at: number): RowState {
  if (at >= shown) return at === shown && isHinted ? "hint" : "hidden";
  return at === current ? "now" : "shown";
}

/** The sums that the next line ends, where that line goes on from this one. */
function tiesOf(steps: readonly WrittenStep[], at: number): readonly DeltaSum[] {
  const next = steps[at + 1];
  return next && next.left === undefined ? (next.deltas ?? []) : [];
}

interface Lines {
  /** Before the sign of equality; short. */
  readonly left?: string;
  readonly right: string;
}

/** A name, an entry, or a derivative of one; other left sides stand before the sign in one cell. */
const SHORT_LEFT = /^(?:d\(\w+(?:\[[^\]]*\])?\)\/d\(\w+(?:\[[^\]]*\])?\)|\w+(?:\[[^\]]*\])?)$/;

function linesOf(steps: readonly WrittenStep[], at: number): Lines {
  const step = steps[at]!;
  const before = steps[at - 1];
  const ties = tiesOf(steps, at);
  const isFresh = step.deltas && before && step.left === undefined;
  const right = isFresh
    ? withNewLetters(step.right.latex, before.right.latex, step.deltas)
    : step.right.latex;
  const marked = spaced(ties.length > 0 ? withTies(right, ties) : withDeltas(right));
  const { left } = step;
  if (!left || left.plain === before?.right.plain) return { right: `= ${marked}` };
  return SHORT_LEFT.test(left.plain)
    ? { left: left.latex, right: `= ${marked}` }
    : { right: `${withDeltas(left.latex)} = ${marked}` };
}

/** A line longer than this gets the whole row, and its reason stands above it. */
const LONG = { folded: 46, beside: 36 };

interface RowProps {
  readonly derivation: ToldDerivation;
  readonly number: number;
  readonly step: WrittenStep;
  readonly lines: Lines;
  readonly ties: readonly DeltaSum[];
  readonly state: RowState;
  readonly names: Names;
  readonly isFollowed: boolean;
  /** The tie that is looked at, and the one whose new letter stands in this line. */
  readonly litTie: number | undefined;
  readonly litLetter: number | undefined;
  readonly onLight: (tie: number | undefined) => void;
  readonly onChoose: () => void;
}

function Row(props: RowProps) {
  const { derivation, number, step, lines, ties, state, names, onChoose } = props;
  const { isFollowed, litTie, litLetter, onLight } = props;
  const row = useRef<HTMLLIElement>(null);
  const isNow = state === "now";
  const length = step.right.unicode.length + (lines.left ? 0 : (step.left?.unicode.length ?? 0));
  const classes = [
    isNow ? "now" : "",
    ties.length > 0 ? `has-arc has-arc-${Math.min(ties.length, MOST_TIES + 1)}` : "",
    length > (isFolded.value ? LONG.folded : LONG.beside) ? "long" : "",
    state === "hint" ? "unrevealed" : "",
  ];
  useLayoutEffect(() => {
    const element = row.current;
    if (!isNow || !element) return;
    if (isFollowed) element.scrollIntoView({ block: "nearest" });
    // The focus goes along with the mark.
    if (document.activeElement?.matches(".steps .n")) {
      element.querySelector<HTMLElement>(".n")?.focus();
    }
  }, [isNow]);
  useLayoutEffect(() => {
    const marks = row.current?.querySelectorAll(".katex-html :is([class*=tie-], [class*=new-])");
    for (const mark of marks ?? []) {
      const isLit =
        mark.classList.contains(`tie-${litTie}`) || mark.classList.contains(`new-${litLetter}`);
      mark.classList.toggle("lit", isLit);
    }
  }, [litTie, litLetter, lines.right, typesetter.value]);
  if (state === "hidden") return null;
  const [first, rest] = sentencesOf(step.reason);
  return (
    <li ref={row} class={classes.join(" ")} aria-current={isNow ? "step" : undefined}>
      <button type="button" class="n" aria-label={`Step ${number}`} onClick={onChoose}>
        {number}
      </button>
      {state !== "hint" && (
        <>
          <span class="lhs">
            {lines.left !== undefined && (
              <Formula of={{ ...step.left!, latex: lines.left }} display />
            )}
          </span>
          <span class="rhs">
            <Formula
              of={{ ...equation(undefined, step.right), latex: lines.right }}
              display
              onSet={fitLine}
            />
          </span>
        </>
      )}
      <p class="why-step">
        <button
          type="button"
          class="cites"
          title="What this rule says"
          onClick={() => void openRule(step.rule)}
        >
          <Prose text={step.title} names={names} />.
        </button>{" "}
        {state !== "hint" && (
          <>
            <Prose text={first} names={names} />{" "}
            {rest !== "" && <Prose text={rest} names={names} />}
          </>
        )}
      </p>
      {isNow && <WrittenOut derivation={derivation} at={number - 1} />}
      {state !== "hint" && ties.length > 0 && (
        <Ties
          row={row}
          words={ties.map(wordsOf)}
          formula={lines.right}
          lit={litTie}
          onLight={onLight}
          when={typesetter.value !== undefined}
        />
      )}
    </li>
  );
}

function wordsOf({ summed, becomes }: DeltaSum): TieWords {
  return { from: summed, to: becomes };
}

function sentencesOf(reason: string): readonly [string, string] {
  const at = reason.indexOf(". ");
  return at < 0 ? [reason, ""] : [reason.slice(0, at + 1), reason.slice(at + 2)];
}
