import { VariableName } from "./variable-name.tsx";
import type { Counterexample as Point } from "indicial";

type Numbers = Point["right"];

interface Props {
  readonly of: Point;
  /** What the two sides are. */
  readonly words?: readonly [yours: string, right: string];
}

/** A point at which the answer differs: the values, yours and the right ones. */
export function Counterexample({ of, words = ["yours", "the derivative"] }: Props) {
  const { values, yours, right } = of;
  return (
    <aside class="cex" aria-label="A point where they differ">
      <p class="at">
        at{" "}
        {Object.entries(values).map(([name, value], at) => (
          <span class="nb" key={name}>
            {at > 0 && ", "}
            <VariableName name={name} /> = <NumberArray of={value} isColumn />
          </span>
        ))}
      </p>
      <div class="sides">
        <figure>
          <figcaption>
            {words[0]}
            {yours !== null && sizesOf(yours)}
          </figcaption>
          {yours === null ? "no value here" : <NumberArray of={yours} differsFrom={right} />}
        </figure>
        <figure>
          <figcaption>
            {words[1]}
            {sizesOf(right)}
          </figcaption>
          <NumberArray of={right} />
        </figure>
      </div>
    </aside>
  );
}

function sizesOf(value: Numbers): string {
  const sizes: number[] = [];
  for (let part: Numbers | undefined = value; Array.isArray(part); part = part[0] as Numbers) {
    sizes.push(part.length);
  }
  return sizes.length === 0 ? "" : `, ${sizes.join(" × ")}`;
}

interface ArrayProps {
  readonly of: Numbers;
  /** A list of numbers is a vector and stands. */
  readonly isColumn?: boolean;
  readonly differsFrom?: Numbers;
}

function NumberArray({ of, isColumn = false, differsFrom }: ArrayProps) {
  if (typeof of === "number") return <>{shown(of)}</>;
  const rows = of.every((row) => typeof row === "number")
    ? isColumn
      ? of.map((entry) => [entry])
      : [of]
    : of;
  return (
    <table class="array">
      <tbody>
        {rows.map((row, at) => (
          <tr key={`${at}`}>
            {(Array.isArray(row) ? (row as readonly Numbers[]) : [row]).map((entry, k) => (
              <td key={`${k}`} class={differs(entry, differsFrom, at, k) ? "no" : ""}>
                {typeof entry === "number" ? shown(entry) : JSON.stringify(entry)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function differs(entry: unknown, other: Numbers | undefined, row: number, column: number): boolean {
  const line = Array.isArray(other) ? (other[row] as Numbers | undefined) : undefined;
  const right = Array.isArray(line) ? (line[column] as Numbers | undefined) : line;
  return typeof right === "number" && typeof entry === "number" && right !== entry;
}

function shown(value: number): string {
  const digits = Number.isInteger(value) ? String(value) : value.toPrecision(4);
  return digits.replace("-", "−");
}
