// One text in a process of its own: `HEAD REPEATED TAIL COUNT` to JSON. A tail that ends in `)` is
// closed as often as the repeated part opens.
import { derive } from "indicial";
import { processorTime } from "./table.mjs";

const [head = "", repeated = "", tail = "", count = ""] = process.argv.slice(2);
const times = Number(count);
const opens = repeated.endsWith("(");
const end = opens ? `${tail.slice(0, -1)}${")".repeat(times)}` : tail;
const began = processorTime();
const result = derive({
  expr: `${head}${repeated.repeat(times)}${end}`,
  wrt: tail === ")" ? "X" : "x",
});
const ms = processorTime() - began;
const outcome = result.status === "ok" ? `\`${result.plain}\`` : result.problem.message;
console.log(JSON.stringify({ ms, outcome, megabytes: process.resourceUsage().maxRSS / 1024 }));
