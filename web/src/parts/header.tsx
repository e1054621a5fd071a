import { EXAMPLES } from "../examples.ts";
import { copyText } from "../copy/clipboard.ts";
import { forget, forgetAll, past, questionOf } from "../state/history.ts";
import { type Theme, theme, THEMES } from "../state/theme.ts";
import { toFragment } from "../state/fragment.ts";
import { asked, change } from "../state/workbench.ts";
import { say } from "../state/toast.ts";
import { Menu } from "./menu.tsx";

export function Header() {
  return (
    <header>
      <h1 class="mark">Indicial</h1>
      <nav aria-label="Page">
        <Examples />
        <History />
        <button type="button" onClick={() => void share()}>
          Share
        </button>
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
                change(question, `${title}.`);
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
                change(question, "Asked again.");
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
    </Menu>
  );
}

async function share(): Promise<void> {
  const link = `${location.origin}${location.pathname}#${toFragment(asked.peek())}`;
  const isCopied = await copyText(link);
  say(isCopied ? "Link copied." : `Copy the address of this page: ${link}`);
}
