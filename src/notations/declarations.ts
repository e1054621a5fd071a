import { type Dimension, dimension, multiplyDimensions, symbol } from "../dimensions/dimension.ts";
import { canonicalName } from "../text/greek.ts";
import { nearestName } from "../text/nearest.ts";
import { type Problem, type Result, failure, success } from "../text/problem.ts";
import type { Span } from "../text/span.ts";

/** What a user says of a name before using it. */
export interface Declaration {
  /** Canonical (ASCII). */
  readonly name: string;
  /** Sizes in order: none for a scalar, one for a vector, two for a matrix. Empty for a function. */
  readonly axes: readonly Dimension[];
  /** Facts about the value: `symmetric`, `spd` ... */
  readonly properties: readonly string[];
  readonly isFunction: boolean;
  /** The whole declaration in the text that it was read from. */
  readonly span: Span;
  readonly nameSpan: Span;
}

interface PropertySpelling {
  /** Whether it makes sense for square matrices only. */
  readonly square: boolean;
  /** How many axes the word alone declares: `symmetric(n)` is n x n, `unit(n)` a vector. */
  readonly axes: 1 | 2;
}

/** The facts about values that can be declared. */
const PROPERTIES: ReadonlyMap<string, PropertySpelling> = new Map<string, PropertySpelling>([
  ["symmetric", { square: true, axes: 2 }],
  ["spd", { square: true, axes: 2 }],
  ["diagonal", { square: true, axes: 2 }],
  ["posdiag", { square: true, axes: 2 }],
  ["invertible", { square: true, axes: 2 }],
  ["lower", { square: true, axes: 2 }],
  ["upper", { square: true, axes: 2 }],
  ["skew", { square: true, axes: 2 }],
  ["orthogonal", { square: false, axes: 2 }],
  ["positive", { square: false, axes: 1 }],
  ["unit", { square: false, axes: 1 }],
]);

export function propertyNames(): readonly string[] {
  return [...PROPERTIES.keys()];
}

/** Whether a property makes sense for square matrices only. */
export function isSquareProperty(name: string): boolean {
  return PROPERTIES.get(name)?.square === true;
}

/** The axes that each word wants between its parentheses; null: one or more. */
const SHAPES: ReadonlyMap<string, number | null> = new Map([
  ["scalar", 0],
  ["vector", 1],
  ["matrix", 2],
  ["tensor", null],
]);

const LARGEST_SIZE = 1_000_000_000;

/**
 * Reads one declaration: `x: vector(m)`, `A: matrix(n,m)`, `S: symmetric(n)`, `P: positive vector(n)`,
 * `c: scalar`, `T: tensor(n,m,p)`, `f: function`, `x in R^m`, `A in R^(n x m)`. Sizes are integers,
 * dimension symbols, or products such as `n*m`.
 */
export function readDeclaration(text: string): Result<Declaration> {
  const all = readDeclarations(text);
  if (!all.ok) return all;
  const second = all.value[1];
  if (second) return failure(expected("the end of the declaration", text, second.span));
  return success(all.value[0]!);
}

/** Reads declarations separated by commas, semicolons or line ends; `x, y: vector(n)` declares both. */
export function readDeclarations(text: string): Result<Declaration[]> {
  const reader = new DeclarationReader(text);
  const declarations = reader.readAll();
  return "code" in declarations ? failure(declarations) : success(declarations);
}

/** Reads a size: `n`, `3`, `2*n*m`. */
export function readDimension(text: string): Result<Dimension> {
  const reader = new DeclarationReader(text);
  const size = reader.readWholeSize();
  return "code" in size ? failure(size) : success(size);
}

interface Word extends Span {
  readonly kind: "name" | "number" | "sign" | "break" | "end";
  readonly text: string;
}

const WORD = /([A-Za-z\u0370-\u03ff\u00b5\u2126\u03f5][\w\u0370-\u03ff]*|ℝ)|(\d+)|([\n;]+)|(\S)/gu;

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const [whole, name, number, lineEnd] = match;
    const kind = name ? "name" : number ? "number" : lineEnd ? "break" : "sign";
    words.push({ kind, text: whole, from: match.index, to: match.index + whole.length });
  }
  words.push({ kind: "end", text: "", from: text.length, to: text.length });
  return words;
}

interface Named {
  readonly name: string;
  readonly span: Span;
}

class DeclarationReader {
  private readonly text: string;
  private readonly words: readonly Word[];
  private position = 0;

  constructor(text: string) {
    this.text = text;
    this.words = wordsOf(text);
  }

  readAll(): Declaration[] | Problem {
    const declarations: Declaration[] = [];
    const seen = new Map<string, Span>();
    this.skipBreaks();
    if (this.peek().kind === "end") return this.expected("a declaration such as `x: vector(n)`");
    while (this.peek().kind !== "end") {
      const from = this.peek().from;
      const names = this.readNames();
      if ("code" in names) return names;
      const kind = this.readKind();
      if ("code" in kind) return kind;
      const to = this.words[this.position - 1]!.to;
      for (const { name, span } of names) {
        const earlier = seen.get(name);
        if (earlier) return declaredTwice(name, span, earlier);
        seen.set(name, span);
        declarations.push({ name, ...kind, span: { from, to }, nameSpan: span });
      }
      const separator = this.peek();
      if (separator.text === ",") this.position++;
      else if (separator.kind !== "break" && separator.kind !== "end") {
        return this.expected("`,` or the end of the declaration");
      }
      this.skipBreaks();
    }
    return declarations;
  }

  readWholeSize(): Dimension | Problem {
    const size = this.readSize();
    if ("code" in size || this.peek().kind === "end") return size;
    return this.expected("`*` or the end of the size");
  }

  private skipBreaks(): void {
    while (this.peek().kind === "break") this.position++;
  }

  /** `x, y :` or `x in`; the sign behind is taken too. */
  private readNames(): Named[] | Problem {
    const names: Named[] = [];
    for (;;) {
      const word = this.peek();
      if (word.kind !== "name") return this.expected("the name of a variable");
      names.push({ name: canonicalName(word.text), span: { from: word.from, to: word.to } });
      this.position++;
      const sign = this.peek();
      if (sign.text === ",") {
        this.position++;
        continue;
      }
      if (sign.text === ":" || sign.text === "∈" || sign.text === "in") return names;
      return this.expected("`:` or `in`");
    }
  }

  private readKind(): Pick<Declaration, "axes" | "properties" | "isFunction"> | Problem {
    const sign = this.words[this.position++]!;
    if (sign.text !== ":") {
      const axes = this.readSpace();
      return "code" in axes ? axes : { axes, properties: [], isFunction: false };
    }
    if (this.peek().text === "function") {
      this.position++;
      return { axes: [], properties: [], isFunction: true };
    }
    const properties: string[] = [];
    for (;;) {
      const word = this.peek();
      if (word.kind !== "name")
        return this.expected("a shape such as `vector(n)` or `matrix(n,m)`");
      this.position++;
      if (SHAPES.has(word.text)) {
        const axes = this.readShape(word);
        return "code" in axes ? axes : this.checked(axes, properties, word);
      }
      if (!PROPERTIES.has(word.text)) return unknownShape(word);
      properties.push(word.text);
      if (this.peek().text === "(") {
        const axes = this.readSquare(word);
        return "code" in axes ? axes : this.checked(axes, properties, word);
      }
    }
  }

  private checked(
    axes: readonly Dimension[],
    properties: readonly string[],
    at: Span,
  ): Pick<Declaration, "axes" | "properties" | "isFunction"> | Problem {
    const square = properties.find((property) => PROPERTIES.get(property)!.square);
    if (square !== undefined && !(axes.length === 2 && axes[0]!.key === axes[1]!.key)) {
      return notSquare(square, at);
    }
    return { axes, properties, isFunction: false };
  }

  /** `vector(n)`, `matrix(n,m)`, `tensor(n,m,p)`, `scalar`. */
  private readShape(word: Word): Dimension[] | Problem {
    const wanted = SHAPES.get(word.text)!;
    if (wanted === 0) return [];
    if (this.peek().text !== "(") return this.expected(`\`(\` and the sizes of the ${word.text}`);
    const sizes = this.readSizes();
    if ("code" in sizes || wanted === null || sizes.length === wanted) return sizes;
    return wrongSizeCount(word, wanted, sizes);
  }

  /** `symmetric(n)`, also `symmetric(n,n)`. */
  private readSquare(word: Word): Dimension[] | Problem {
    const sizes = this.readSizes();
    if ("code" in sizes) return sizes;
    if (sizes.length === 2) return sizes;
    if (sizes.length === 1)
      return Array<Dimension>(PROPERTIES.get(word.text)!.axes).fill(sizes[0]!);
    return wrongSizeCount(word, 1, sizes);
  }

  /** `(n, m)`. */
  private readSizes(): Dimension[] | Problem {
    this.position++;
    const sizes: Dimension[] = [];
    for (;;) {
      const size = this.readSize();
      if ("code" in size) return size;
      sizes.push(size);
      const sign = this.peek();
      if (sign.text !== "," && sign.text !== ")") return this.expected("`,` or `)`");
      this.position++;
      if (sign.text === ")") return sizes;
    }
  }

  /** `R`, `R^m`, `R^(n x m)`, with any brackets and `×` as well. */
  private readSpace(): Dimension[] | Problem {
    const field = this.peek();
    if (field.text !== "R" && field.text !== "ℝ") return this.expected("`R`, as in `x in R^n`");
    this.position++;
    if (this.peek().text !== "^") return [];
    this.position++;
    const opening = this.peek().text;
    const closing = opening === "(" ? ")" : opening === "{" ? "}" : undefined;
    if (closing === undefined) {
      const size = this.readFactor();
      if ("code" in size) return size;
      const next = this.peek();
      const isProduct = next.text === "*" || next.text === "×" || next.text === "x";
      return isProduct ? bareProduct(next) : [size];
    }
    this.position++;
    const sizes: Dimension[] = [];
    for (;;) {
      const size = this.readSize();
      if ("code" in size) return size;
      sizes.push(size);
      const sign = this.peek();
      this.position++;
      if (sign.text === closing) return sizes;
      if (sign.text !== "x" && sign.text !== "×" && sign.text !== ",") {
        this.position--;
        return this.expected(`\`x\` or \`${closing}\``);
      }
    }
  }

  private readSize(): Dimension | Problem {
    const factors: Dimension[] = [];
    for (;;) {
      const factor = this.readFactor();
      if ("code" in factor) return factor;
      factors.push(factor);
      if (this.peek().text !== "*" && this.peek().text !== "·") break;
      this.position++;
    }
    const size = multiplyDimensions(factors);
    return size.coefficient <= LARGEST_SIZE
      ? size
      : this.sizeOutOfRange(this.words[this.position - 1]!);
  }

  private readFactor(): Dimension | Problem {
    const word = this.peek();
    if (word.kind !== "name" && word.kind !== "number") {
      return this.expected("a size: a whole number or a name such as `n`");
    }
    this.position++;
    if (word.kind === "name") return symbol(canonicalName(word.text));
    const value = Number(word.text);
    return value >= 1 && value <= LARGEST_SIZE ? dimension(value, []) : this.sizeOutOfRange(word);
  }

  private sizeOutOfRange({ from, to }: Span): Problem {
    return {
      code: "size-out-of-range",
      message: `A size is a whole number from 1 to ${LARGEST_SIZE}.`,
      span: { from, to },
    };
  }

  private peek(): Word {
    return this.words[Math.min(this.position, this.words.length - 1)]!;
  }

  private expected(what: string): Problem {
    return expected(what, this.text, this.peek());
  }
}

function expected(what: string, text: string, { from, to }: Span): Problem {
  const found = from === text.length ? "the end of the text" : `\`${text.slice(from, to).trim()}\``;
  return {
    code: "declaration",
    message: `In a declaration ${what} is expected, not ${found}.`,
    span: { from, to },
    remedy: "Write `x: vector(n)`, `A: matrix(n,m)`, `c: scalar`, `f: function` or `x in R^n`.",
  };
}

function bareProduct({ from, to }: Span): Problem {
  return {
    code: "declaration",
    message: "After `R^` two sizes stand in parentheses.",
    span: { from, to },
    remedy: "Write `A in R^(n x m)`.",
  };
}

function declaredTwice(name: string, span: Span, earlier: Span): Problem {
  return {
    code: "declared-twice",
    message: `\`${name}\` is declared twice.`,
    span,
    facts: [{ text: "It was declared here first.", span: earlier }],
    remedy: "Keep one of the two.",
  };
}

function unknownShape({ text, from, to }: Word): Problem {
  const known = [...SHAPES.keys(), ...PROPERTIES.keys(), "function"];
  const suggestion = nearestName(text, known);
  return {
    code: "unknown-shape",
    message: `\`${text}\` is no shape and no property of a matrix.`,
    span: { from, to },
    remedy:
      suggestion === undefined
        ? `These are known: ${known.join(", ")}.`
        : `Did you mean \`${suggestion}\`?`,
  };
}

function wrongSizeCount(word: Word, wanted: number, sizes: readonly Dimension[]): Problem {
  const keys = sizes.map((size) => size.key);
  const remedy =
    wanted === 2 && keys.length === 1
      ? `Write \`matrix(${keys[0]},${keys[0]})\` for a square one.`
      : `Write \`${word.text}(${["n", "m"].slice(0, wanted).join(",")})\`.`;
  return {
    code: "declaration",
    message: `A ${word.text} has ${wanted} size${wanted === 1 ? "" : "s"}, not ${sizes.length}.`,
    span: { from: word.from, to: word.to },
    remedy,
  };
}

function notSquare(property: string, { from, to }: Span): Problem {
  return {
    code: "not-square",
    message: `Only a square matrix can be ${property}.`,
    span: { from, to },
    remedy: `Write \`${property}(n)\` or \`${property} matrix(n,n)\`.`,
  };
}
