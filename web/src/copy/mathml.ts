import { engine } from "../engine/client.ts";
import { problemOf } from "../state/question.ts";
import type { Answered } from "../state/workbench.ts";

/** The answer as MathML that stands alone. */
export async function mathmlOf({ asked, answer }: Answered): Promise<string> {
  const told = await engine.ask("write", problemOf({ ...asked, wrt: answer.wrt }));
  const written = told.is === "done" && told.tells.status === "ok" && told.tells.display?.answer;
  const inside = written && written.more?.mathml;
  if (!inside) throw new Error("there is no MathML of this answer");
  return `<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">${inside}</math>`;
}
