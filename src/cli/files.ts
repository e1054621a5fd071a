import type { Problem } from "../text/problem.ts";
import { harmless } from "./io.ts";

/** What the system says of a file that cannot be read, or undefined for any other error. */
export function fileProblem(error: unknown, file: string): Problem | undefined {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return undefined;
  const name = file === "-" ? "Standard input" : harmless(file);
  return {
    code: "unreadable-file",
    message: `${name} cannot be read: ${reason(String(error.code))}.`,
  };
}

function reason(code: string): string {
  switch (code) {
    case "ENOENT":
      return "there is no such file";
    case "EISDIR":
      return "it is a directory";
    case "EACCES":
    case "EPERM":
      return "permission is denied";
    default:
      return code;
  }
}
