import { COPY_FORMATS } from "../copy/formats.ts";
import type { Answered } from "../state/workbench.ts";
import { Menu } from "./menu.tsx";

/** How many formats have a button of their own; the others are in a menu. */
const AT_HAND = 2;

export function Copies({ answered }: { readonly answered: Answered }) {
  return (
    <div class="acts">
      {COPY_FORMATS.slice(0, AT_HAND).map(({ name, take }) => (
        <button key={name} type="button" class="link" onClick={() => void take(answered)}>
          Copy {name}
        </button>
      ))}
      <Menu label="More" name="More formats">
        <ul class="list">
          {COPY_FORMATS.slice(AT_HAND).map(({ name, take }) => (
            <li key={name}>
              <button type="button" data-closes onClick={() => void take(answered)}>
                {name}
              </button>
            </li>
          ))}
        </ul>
      </Menu>
    </div>
  );
}
