import type { Tensor } from "../../numbers/system.ts";
import type { Explanation, Hypothesis, WrongAnswer } from "./hypothesis.ts";
import { agreesWhere, type Values } from "./probe.ts";

/** A fact about one variable that was not given, and would make the answer right. */
interface Fact {
  readonly words: (name: string) => string;
  readonly message: (name: string) => string;
  /** A property that the sampler knows. */
  readonly property?: string;
  /** The value changed so that the fact holds, or undefined where that makes no sense. */
  readonly impose?: (value: Tensor<number>) => Tensor<number> | undefined;
}

const FACTS: readonly Fact[] = [
  {
    words: (name) => `the entries of ${name} sum to 1`,
    message: (name) =>
      `Right if the entries of ${name} sum to 1, as probabilities do. Nothing says so here: without it the factor sum(${name}) stays.`,
    impose: ({ shape, data }) => {
      const total = data.reduce((sum, x) => sum + x, 0);
      if (shape.length !== 1 || Math.abs(total) < 1e-3) return undefined;
      return { shape, data: data.map((x) => x / total) };
    },
  },
  {
    words: (name) => `each row of ${name} sums to 1`,
    message: (name) =>
      `Right if each row of ${name} sums to 1, as probabilities do. Nothing says so here: without it the factor rowsum(${name}) stays.`,
    impose: ({ shape, data }) => {
      const [rows = 0, width = 0] = shape;
      if (shape.length !== 2) return undefined;
      const result: number[] = [];
      for (let i = 0; i < rows; i++) {
        const row = data.slice(i * width, (i + 1) * width);
        const total = row.reduce((sum, x) => sum + x, 0);
        if (Math.abs(total) < 1e-3) return undefined;
        result.push(...row.map((x) => x / total));
      }
      return { shape, data: result };
    },
  },
  {
    words: (name) => `${name} is a unit vector`,
    message: (name) => `Right if ${name}'*${name} = 1. Nothing says so here.`,
    property: "unit",
  },
  {
    words: (name) => `${name} is orthogonal`,
    message: (name) => `Right if ${name}'*${name} is the identity. Nothing says so here.`,
    property: "orthogonal",
  },
  {
    words: (name) => `${name} is positive`,
    message: (name) => `Right only where ${name} is positive. Nothing says so here.`,
    property: "positive",
  },
  {
    words: (name) => `${name} is diagonal`,
    message: (name) => `Right if ${name} is diagonal. Nothing says so here.`,
    property: "diagonal",
  },
  {
    words: (name) => `${name} has the entries 0 and 1 only`,
    message: (name) =>
      `Right if ${name} is a mask of zeros and ones, for which ${name}.*${name} is ${name}. Nothing says so here.`,
    impose: ({ shape, data }) =>
      shape.length === 0 ? undefined : { shape, data: data.map((x) => (x > 0 ? 1 : 0)) },
  },
];

const POINTS = 6;

/** Right under a fact that the problem does not give. */
export const assumption: Hypothesis = {
  name: "assumption",
  explain(wrong) {
    if (!wrong.claimed) return undefined;
    for (const fact of FACTS) {
      for (const name of wrong.question.variables.keys()) {
        if (!holdsUnder(wrong, fact, name)) continue;
        return other(fact, name);
      }
    }
    return undefined;
  },
};

/** The commonest of them, to be tried before the answer is taken apart. */
export const sumsToOne: Hypothesis = {
  name: "sums-to-one",
  explain(wrong) {
    if (!wrong.claimed) return undefined;
    for (const fact of FACTS.slice(0, 2)) {
      for (const name of wrong.question.variables.keys()) {
        if (holdsUnder(wrong, fact, name)) return other(fact, name);
      }
    }
    return undefined;
  },
};

function other({ words, message }: Fact, name: string): Explanation {
  return { kind: "other", message: message(name), assumption: words(name) };
}

function holdsUnder(wrong: WrongAnswer, { property, impose }: Fact, name: string): boolean {
  const { question, answer } = wrong;
  const candidate = wrong.candidate(answer.tree);
  const { axes } = question.variables.get(name)!;
  if (property !== undefined) {
    if (question.properties?.get(name)?.includes(property)) return false;
    const fits = property === "positive" || axes.length === (property === "unit" ? 1 : 2);
    const isSquare = axes.length === 2 && axes[0]!.key === axes[1]!.key;
    if (!fits || (property === "diagonal" && !isSquare)) return false;
    const properties = new Map(question.properties);
    properties.set(name, [...(properties.get(name) ?? []), property]);
    const restricted = { ...question, properties };
    return wrong.isRight(candidate, restricted);
  }
  const adjust = (values: Values): Values | undefined => {
    const value = impose!(values.get(name)!);
    return value && new Map(values).set(name, value);
  };
  return agreesWhere(question, candidate, adjust, POINTS);
}
