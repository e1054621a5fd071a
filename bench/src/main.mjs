// `npm run bench` prints one Markdown table. A figure is a ratio of two times taken in the same
// run, so that it means the same on a slow machine and on a fast one.
import { cases } from "./cases.mjs";
import { measure } from "./measure.mjs";

console.log("| what | measured | against | ratio | bound | |");
console.log("| --- | ---: | ---: | ---: | ---: | --- |");
for (const { name, measured, against, bound } of cases) {
  const [own, other] = measure(measured, against);
  const ratio = own / other;
  if (ratio > bound) process.exitCode = 1;
  console.log(
    `| ${name} | ${milliseconds(own)} | ${milliseconds(other)} | ${ratio.toFixed(2)} | ${bound} | ${ratio > bound ? "above" : "within"} |`,
  );
}

/** @param {number} time in milliseconds */
function milliseconds(time) {
  return `${time.toPrecision(3)} ms`;
}
