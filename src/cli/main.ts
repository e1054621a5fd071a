#!/usr/bin/env node
import { once } from "node:events";
import nodeModule from "node:module";
import process from "node:process";
import { terminalOf } from "./io.ts";

// Node 22.1 and later keep compiled code from one run to the next; it must be told before the load.
const { enableCompileCache } = nodeModule as { enableCompileCache?: () => unknown };
enableCompileCache?.();
const { isClosedPipe, run } = await import("./run.ts");

/** Waits where the reader is slower than we are, so that a long batch stays small in memory. */
async function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, "drain");
}

// A reader that has seen enough (`| head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    process.exit(isClosedPipe(error) ? 0 : 70);
  });
}

process.exitCode = await run(process.argv.slice(2), {
  input: process.stdin,
  out: (text) => write(process.stdout, text),
  err: (text) => write(process.stderr, text),
  terminal: terminalOf(process.env, process.stdout.isTTY, process.stdout.columns),
});
