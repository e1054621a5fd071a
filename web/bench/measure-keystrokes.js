// Runs in the page, for `npm run bench -- web`.

/**
 * Types a text key by key: for each key the time from its event to the change of the results, in
 * milliseconds. Keys that change nothing that is seen (the same mistake as before) are left out.
 * @param {string} text
 */
export async function measureKeystrokes(text) {
  const box = document.querySelector("#expression");
  const results = document.querySelector("main");
  if (!(box instanceof HTMLTextAreaElement) || !results) throw new Error("this is another page");
  const times = [];
  for (let length = 1; length <= text.length; length++) {
    // A person rests between keys; steps and pictures come in that time.
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const start = performance.now();
    const changed = resultsChange(results);
    box.value = text.slice(0, length);
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    const end = await changed;
    if (end !== undefined) times.push(end - start);
  }
  return times;
}

const REST_MS = 120;
const PATIENCE_MS = 1000;
const RESULTS = "#answer, #trouble, .spread, .read";

/**
 * @param {Element} within
 * @returns {Promise<number | undefined>}
 */
function resultsChange(within) {
  return new Promise((resolve) => {
    const observer = new MutationObserver((records) => {
      const isResult = records.some(({ target }) => {
        const element = target instanceof Element ? target : target.parentElement;
        return element?.closest(RESULTS);
      });
      if (isResult) finish(performance.now());
    });
    const timer = setTimeout(() => finish(undefined), PATIENCE_MS);
    const finish = (/** @type {number | undefined} */ time) => {
      clearTimeout(timer);
      observer.disconnect();
      resolve(time);
    };
    observer.observe(within, { childList: true, subtree: true, characterData: true });
  });
}
