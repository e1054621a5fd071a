import { excerptAt } from "./excerpt.ts";
import type { Problem } from "./problem.ts";

/**
 * A problem as lines of plain text: what is wrong, where (an excerpt with a caret), the facts that
 * disagree, what to type instead. Without `source` the places are left out.
 */
export function renderProblem(problem: Problem, source?: string): string {
  const lines = [problem.message];
  const hasPlace = source !== undefined && source.trim() !== "" && problem.span !== undefined;
  const place = hasPlace ? excerptAt(source, problem.span) : undefined;
  if (place) {
    const margin = /[\r\n]/.test(source!) ? `${place.line} | ` : "  ";
    lines.push(margin + place.text, " ".repeat(margin.length) + place.caret);
  }
  for (const fact of problem.facts ?? []) lines.push(`- ${fact.text}`);
  if (problem.remedy !== undefined) lines.push(problem.remedy);
  return lines.join("\n");
}
