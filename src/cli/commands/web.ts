import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";
import type { Problem } from "../../text/problem.ts";
import { parseArguments, usage } from "../arguments.ts";
import type { Io } from "../io.ts";
import { PAGE, type PageServer, servePage } from "../page-server.ts";
import { complain } from "../report.ts";
import { EXIT, type RunningCommand } from "./command.ts";

/** Always the same, so that the browser finds its history again. */
const USUAL_PORT = 8420;

export const web: RunningCommand = {
  help: `Opens the workbench in a browser: type an expression, see its derivative and every step, and have
your own answer judged. It is served to this machine alone, and nothing that you type leaves it.

  --port P                the port; left out: ${USUAL_PORT}, or another where that is taken
  --no-open               only serve it

Ctrl+C ends it.`,
  run: serve,
};

const OPTIONS = { port: { type: "string" }, "no-open": { type: "boolean" } } as const;

async function serve(args: readonly string[], io: Io): Promise<number> {
  const parsed = parseArguments(args, OPTIONS);
  if (!parsed.ok) return complain(io, parsed.problem);
  const { values, positionals } = parsed.value;
  if (positionals.length > 0) {
    return complain(io, usage("The command web takes no expression.", "Type it in the page."));
  }
  const port = values.port === undefined ? undefined : portOf(values.port);
  if (port !== undefined && Number.isNaN(port)) {
    const remedy = "A port is a number from 0 (any that is free) to 65535.";
    return complain(io, usage(`${values.port} is no port.`, remedy));
  }
  if (!existsSync(PAGE)) {
    await complain(io, { code: "no-page", message: "This build has no page.", remedy: REBUILD });
    return EXIT.refused;
  }
  const server = await listening(port);
  if ("code" in server) return complain(io, server);
  await io.out(`Indicial is at ${server.address} (Ctrl+C ends it)\n`);
  if (!values["no-open"] && process.stdout.isTTY) open(server.address);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  server.close();
  return EXIT.done;
}

const REBUILD = "npm run build makes it.";

function portOf(text: string): number {
  const port = Number(text);
  return /^\d+$/.test(text) && port <= 65535 ? port : Number.NaN;
}

/** A port that was asked for must be free; the usual one gives way to any other. */
async function listening(port: number | undefined): Promise<PageServer | Problem> {
  try {
    return await servePage(PAGE, port ?? USUAL_PORT);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
    if (port === undefined) return servePage(PAGE, 0);
    const message =
      code === "EACCES" ? `Port ${port} is not allowed.` : `Port ${port} is taken already.`;
    return usage(message, "Leave --port out, or name another.");
  }
}

/** Where there is no browser to open, the address has been printed. */
function open(address: string): void {
  const [command, args] =
    process.platform === "darwin"
      ? ["open", [address]]
      : process.platform === "win32"
        ? ["cmd", ["/c", "start", "", address]]
        : ["xdg-open", [address]];
  const browser = spawn(command, args, { stdio: "ignore", detached: true });
  browser.on("error", () => undefined);
  browser.unref();
}
