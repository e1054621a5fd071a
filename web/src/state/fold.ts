import { computed } from "@preact/signals";
import { method, view } from "./view.ts";
import { good } from "./workbench.ts";

/** Longer answers do not fit on the left page at a size that can be read from afar. */
const FITS = 22;

const isWide = computed(() => (good.value?.answer.display?.answer.unicode.length ?? 0) > FITS);

/** Whether the left page folds into a strip above the right one: for wide answers and wide views. */
export const isFolded = computed(() => {
  const isCompared = view.value === "steps" && method.value === "compare";
  const isWideView = isCompared || view.value === "pictures";
  return isWideView || isWide.value;
});
