import { EXAMPLES } from "../examples.ts";
import { copyText } from "../copy/clipboard.ts";
import { forget, forgetAll, past, questionOf } from "../state/history.ts";
import { isLarge, type Theme, theme, THEMES } from "../state/theme.ts";
import { viewFields } from "../state/page-view.ts";
import { toFragment } from "../state/fragment.ts";
import { askAnew, asked, wrt } from "../state/workbench.ts";
import { say } from "../state/toast.ts";
import { Menu } from "./menu.tsx";

export function Header() {
  return (
    <header>
      <h1 class="mark">Indicial</h1>
      <nav aria-label="Page">
        <Examples />
        <History />
        <Share />
        <ThemeChoice />
      </nav>
    </header>
  );
}

/** Every example is a link, so that it can be opened beside this one, and copied. */
function Examples() {
  return (
    <Menu label="Examples">
      <ul class="list">
        {EXAMPLES.map(({ title, asked: question }) => (
          <li key={title}>
            <a
              data-closes
              href={`#${toFragment(question)}`}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                askAnew(question, `${title}.`);
              }}
            >
              <span>{title}</span> <code>{question.expr}</code>
            </a>
          </li>
        ))}
      </ul>
    </Menu>
  );
}

function History() {
  const entries = past.value.flatMap((fragment) => {
    const question = questionOf(fragment);
    return question ? [{ fragment, question }] : [];
  });
  return (
    <Menu label="History" class="wide">
      {entries.length === 0 && <p>What you differentiate is kept here, in this browser only.</p>}
      <ul class="list">
        {entries.map(({ fragment, question }) => (
          <li key={fragment}>
            <a
              data-closes
              href={`#${fragment}`}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                askAnew(question, "Asked again.");
              }}
            >
              <code>{question.expr}</code>
              {question.wrt !== undefined && <span>by {question.wrt}</span>}
            </a>
            <button
              type="button"
              class="remove"
              aria-label={`Remove ${question.expr}`}
              onClick={() => forget(fragment)}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      {entries.length > 0 && (
        <button type="button" class="link" data-closes onClick={forgetAll}>
          Clear the history
        </button>
      )}
    </Menu>
  );
}

const THEME_WORDS: Readonly<Record<Theme, string>> = {
  system: "As the system",
  light: "Light",
  dark: "Dark",
};

function ThemeChoice() {
  return (
    <Menu label="Theme">
      <div role="radiogroup" aria-label="Theme" class="choices">
        {THEMES.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="theme"
              checked={theme.value === one}
              onChange={() => {
                theme.value = one;
              }}
            />{" "}
            {THEME_WORDS[one]}
          </label>
        ))}
      </div>
      <div class="choices">
        <label>
          <input
            type="checkbox"
            checked={isLarge.value}
            onChange={(event) => {
              isLarge.value = event.currentTarget.checked;
            }}
          />{" "}
          Large type, for a projector
        </label>
      </div>
    </Menu>
  );
}

/** What stands on the page as a link: it is shown, and copied at once. */
function Share() {
  const { wrt: chosen, ...rest } = asked.value;
  const by = wrt.value ?? chosen;
  const fragment = toFragment({ ...rest, ...(by !== undefined && { wrt: by }) }, viewFields());
  const link = `${location.origin}${location.pathname}#${fragment}`;
  const copy = async (): Promise<void> => {
    const isCopied = await copyText(link);
    say(isCopied ? "Link copied." : "The browser forbids it; copy the link by hand.");
  };
  return (
    <Menu label="Share" onOpen={() => void copy()}>
      <label class="share">
        This link shows the same problem, the same step and what you typed.
        <input
          type="text"
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
      <button type="button" class="link" onClick={() => void copy()}>
        Copy the link
      </button>
    </Menu>
  );
}
