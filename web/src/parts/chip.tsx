import { withFacts, withShape } from "../state/question.ts";
import { asked, change, good, type Named } from "../state/workbench.ts";
import { Menu } from "./menu.tsx";
import { Shape, Sizes } from "./shape.tsx";
import { VariableName } from "./variable-name.tsx";

/** A name with its shape, drawn and said; pressed, it lets the shape be changed. */
export function Chip({ variable }: { readonly variable: Named }) {
  const { name, shape } = variable;
  const declared = asked.value.shapes[name];
  const facts = asked.value.facts[name] ?? [];
  const sizes = declared ?? shape;
  return (
    <Menu
      class="chip"
      label={
        <>
          {sizes && <Shape of={sizes} />}
          <VariableName name={name} />
          <u>
            {sizes ? (
              <>
                <span class="kind">
                  {KINDS[sizes.length] ?? "array"}
                  {sizes.length > 0 && ", "}
                </span>
                <Sizes of={sizes} />
              </>
            ) : (
              "shape not known yet"
            )}
            {facts.length > 0 && `, ${facts.join(", ")}`}
          </u>
        </>
      }
    >
      <ShapeEditor name={name} sizes={sizes} isDeclared={declared !== undefined} facts={facts} />
    </Menu>
  );
}

const KINDS = ["number", "vector", "matrix"];

/** Facts about values that are worth a box; they wait until nothing is left to differentiate. */
const FACTS: readonly (readonly string[])[] = [
  ["positive"],
  ["positive", "unit"],
  ["symmetric", "spd", "diagonal", "orthogonal", "lower", "upper", "skew", "positive"],
];

interface EditorProps {
  readonly name: string;
  readonly sizes: readonly string[] | undefined;
  readonly isDeclared: boolean;
  readonly facts: readonly string[];
}

function ShapeEditor({ name, sizes: known, isDeclared, facts }: EditorProps) {
  const sizes = known ?? [];
  const set = (next: readonly string[] | undefined): void => {
    change(withShape(asked.peek(), name, next));
  };
  const setSize = (at: number, size: string): void => {
    if (
      /^(?:[A-Za-z][A-Za-z0-9_]*|[1-9]\d*)(?:\*(?:[A-Za-z][A-Za-z0-9_]*|[1-9]\d*))*$/.test(size)
    ) {
      set(sizes.map((old, k) => (k === at ? size : old)));
    }
  };
  const assumed = good.value?.answer.assumed.find((words) => words.startsWith(`${name} `));
  return (
    <div class="editor">
      <div role="radiogroup" aria-label={`Kind of ${name}`} class="choices">
        {KINDS.map((kind, rank) => (
          <label key={kind}>
            <input
              type="radio"
              name={`kind-${name}`}
              checked={known?.length === rank}
              onChange={() => set(resized(sizes, rank))}
            />{" "}
            {kind}
          </label>
        ))}
      </div>
      {sizes.length > 0 && (
        <div class="sizes">
          {sizes.map((size, at) => (
            <label key={`${at}`}>
              {sizes.length === 1 ? "entries" : at === 0 ? "rows" : "columns"}{" "}
              <input
                type="text"
                value={size}
                size={4}
                autocomplete="off"
                spellcheck={false}
                onChange={(event) => setSize(at, event.currentTarget.value.trim())}
              />
            </label>
          ))}
        </div>
      )}
      <div class="choices">
        {(FACTS[sizes.length] ?? []).map((fact) => (
          <label key={fact}>
            <input
              type="checkbox"
              checked={facts.includes(fact)}
              onChange={() =>
                change(
                  withFacts(
                    asked.peek(),
                    name,
                    facts.includes(fact) ? facts.filter((one) => one !== fact) : [...facts, fact],
                  ),
                )
              }
            />{" "}
            {fact}
          </label>
        ))}
      </div>
      <p class="origin">
        {isDeclared
          ? "You declared this shape. "
          : known
            ? (assumed ?? `The shape of ${name} follows from its use.`)
            : "It follows from the use once the expression fits; or declare it here."}
        {isDeclared && (
          <button type="button" class="link" onClick={() => set(undefined)}>
            Infer it again
          </button>
        )}
      </p>
    </div>
  );
}

function resized(sizes: readonly string[], rank: number): readonly string[] {
  return Array.from({ length: rank }, (_, at) => sizes[at] ?? ["n", "m"][at]!);
}
