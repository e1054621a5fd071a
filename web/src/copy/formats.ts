import type { Answered } from "../state/workbench.ts";
import { copyText, download } from "./clipboard.ts";
import { mathmlOf } from "./mathml.ts";
import { engine } from "../engine/client.ts";
import { problemOf } from "../state/question.ts";
import { say } from "../state/toast.ts";

/** A way to take the answer along: one entry of the list below. */
export interface CopyFormat {
  readonly name: string;
  /** Puts it into the clipboard or into a file, and says so. */
  readonly take: (answered: Answered) => Promise<void>;
}

/** Every format, in the order of the buttons. */
export const COPY_FORMATS: readonly CopyFormat[] = [
  asText("LaTeX", ({ answer }) => answer.latex),
  asText("plain", plainText),
  { name: "Python", take: takePython },
  asText("Unicode", ({ answer }) => answer.unicode),
  asText("MathML", mathmlOf),
  asFile("SVG", "svg", async ({ answer }) => (await import("./picture.ts")).svgOf(answer)),
  asFile("PNG", "png", async ({ answer }) => (await import("./picture.ts")).pngOf(answer)),
  asDocument("LaTeX", "latex"),
  asDocument("Markdown", "markdown"),
  asDocument("web page", "html"),
];

/** A function of Python with NumPy. */
async function takePython({ asked, answer }: Answered): Promise<void> {
  const told = await engine.ask("program", problemOf({ ...asked, wrt: answer.wrt }));
  const program = told.is === "done" ? told.tells : undefined;
  if (program === undefined) {
    say("NumPy has no expression for this answer.");
    return;
  }
  say((await copyText(program)) ? "Python copied, a function with NumPy." : FORBIDDEN);
}

/** The whole derivation, by all methods, as the library writes it. */
function asDocument(name: string, form: string): CopyFormat {
  return {
    name: `Derivation, ${name}`,
    take: async ({ asked, answer }) => {
      const problem = problemOf({ ...asked, wrt: answer.wrt });
      const told = await engine.ask("document", { problem, form });
      if (told.is !== "done" || told.tells.status !== "ok") {
        say("The derivation could not be written.");
        return;
      }
      const { text, mediaType, extension } = told.tells;
      download(`derivation.${extension}`, new Blob([text], { type: mediaType }));
      say(`The derivation is saved, as ${name}.`);
    },
  };
}

const FORBIDDEN = "The browser forbids it.";

function plainText({ answer: { plain, let: names = [] } }: Answered): string {
  return [plain, ...names.map(([name, means]) => `${name} = ${means}`)].join("\n");
}

function asText(name: string, write: (answered: Answered) => string | Promise<string>): CopyFormat {
  return {
    name,
    take: async (answered) => {
      const isCopied = await copyText(await write(answered));
      say(isCopied ? `${name === "plain" ? "Plain text" : name} copied.` : FORBIDDEN);
    },
  };
}

function asFile(
  name: string,
  extension: string,
  draw: (answered: Answered) => Promise<Blob>,
): CopyFormat {
  return {
    name,
    take: async (answered) => {
      download(`derivative.${extension}`, await draw(answered));
      say(`${name} saved.`);
    },
  };
}
