import type { Picture } from "indicial";
import { Prose } from "../math/prose.tsx";
import { drawn, drawnAt, isStale, letters, narrated } from "../state/workbench.ts";
import { Scene } from "./scene.tsx";

/** What reaches what, where the Jacobian can be other than zero, how the parts hang together. */
export function PicturesView() {
  const shown = drawn.value;
  if (!shown || narrated.value?.asked.order !== 1) {
    return <p class="waiting">Pictures are drawn of first derivatives.</p>;
  }
  const { result } = shown;
  if (result.status !== "ok") {
    return (
      <p class="waiting">
        <Prose text={result.problem.message} names={letters.value} />
      </p>
    );
  }
  const isBehind = isStale.value || shown.asked !== narrated.value.asked;
  return (
    <div class={isBehind ? "stale" : ""}>
      <Dials pictures={result.pictures} />
      <div class="pics">
        {result.pictures.map((picture) => (
          <figure key={picture.kind}>
            <h2>
              <Prose text={picture.title} names={letters.value} />
            </h2>
            <div class="frame" tabIndex={0} role="group" aria-label={picture.title}>
              <Scene of={picture} />
            </div>
            <figcaption>{picture.evidence}</figcaption>
          </figure>
        ))}
      </div>
    </div>
  );
}

const LARGEST = 6;

/** The sizes at which the pictures are drawn. */
function Dials({ pictures }: { readonly pictures: readonly Picture[] }) {
  const sizes = pictures[0]?.sizes ?? {};
  return (
    <div class="dials">
      {Object.entries(sizes).map(([name, size]) => (
        <label key={name}>
          <span>
            <var>{name}</var> = {size}
          </span>
          <input
            type="range"
            min={1}
            max={LARGEST}
            value={size}
            onChange={(event) => {
              const chosen = Number(event.currentTarget.value);
              drawnAt.value = { sizes: { ...sizes, [name]: chosen } };
            }}
          />
        </label>
      ))}
    </div>
  );
}
