import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { good, problem } from "../state/workbench.ts";

/** Speaks once the typing rests, so that it does not speak at every letter. */
const AFTER_MS = 900;

/** The newest result in words, for those who do not see it change. */
export function LiveRegion() {
  const words = useSignal("");
  const fault = problem.value;
  const answer = good.value?.answer;
  const now = fault
    ? fault.message
    : answer
      ? `The ${answer.form} by ${answer.wrt} is ${answer.unicode}`
      : "";
  useEffect(() => {
    const timer = setTimeout(() => {
      words.value = now;
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    <p class="sr" aria-live="polite">
      {words.value}
    </p>
  );
}
