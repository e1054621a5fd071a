import type { Axis } from "../dimensions/unification.ts";
import { functionNamed } from "../functions/table.ts";
import type { Call, Expression } from "../syntax/expression.ts";
import type { Fact, Problem } from "../text/problem.ts";
import { type Attempt, typed } from "./attempt.ts";
import { parameterCount } from "./overloads.ts";
import type { Fault } from "./sizing.ts";
import { columnSide, rowSide, type Term } from "./terms.ts";

/** The fault as a sentence, with the facts that disagree. */
export function problemOf(attempt: Attempt, fault: Fault): Problem {
  const { node } = fault;
  const facts = factsOf(attempt, fault);
  return {
    code: fault.code,
    message: messageOf(attempt, fault),
    ...(node.span && { span: node.span }),
    ...(facts.length > 0 && { facts }),
  };
}

function messageOf(attempt: Attempt, fault: Fault): string {
  const { node, about } = fault;
  const whole = typed(attempt, node);
  switch (fault.code) {
    case "shape-clash":
      return clashMessage(attempt, fault, whole);
    case "grouping":
      return `${whole ?? "This"} would need one axis to be split into blocks in two ways; that is not supported.`;
    case "not-square": {
      const part = squareOperand(node);
      return `${whole ?? "This"} needs a square matrix: ${describe(attempt, part, "the matrix")}.`;
    }
    case "argument-count":
      return node.kind === "call" ? countMessage(node) : "The number of arguments does not fit.";
    case "argument-shape":
      return argumentMessage(attempt, node, whole);
    case "unknown-function":
      return `${about} is neither a function that is known here nor one that was declared.`;
    case "matrix-power":
      return powerMessage(attempt, node, about, whole);
    case "unsupported":
      return `${whole ?? "This power"} is not supported: the exponent of a matrix must be a whole number, made of integers, scalars and sizes by +, - and *; t or a capital letter is a scalar there only if it is declared as one.`;
    case "divisor-not-scalar": {
      const divisor = node.kind === "binary" ? node.right : node;
      return `${whole ?? "This quotient"} does not fit: the divisor of / must be a scalar, and ${describe(attempt, divisor, "the divisor")}.`;
    }
    case "index-count": {
      if (node.kind !== "entry") return "The number of indices does not fit.";
      const rank = attempt.sizing.terms.get(node.operand)!.axes.length;
      const given = `${node.indices.length} ${node.indices.length === 1 ? "index" : "indices"}`;
      return `${whole ?? "This entry"} has ${given}, and ${typed(attempt, node.operand) ?? "the array"} has ${rank} ${rank === 1 ? "axis" : "axes"}.`;
    }
    case "index-out-of-range": {
      const operand = node.kind === "entry" ? node.operand : node;
      return `${whole ?? "This entry"} does not exist: entries are counted from 1, and ${describe(attempt, operand, "the array")}.`;
    }
    case "stopped":
      return `${whole ?? "This"} is too large: one of its axes is a product of more than a thousand sizes.`;
    case "sign-without-meaning": {
      const parts = node.kind === "call" ? node.arguments : [];
      const shapes = parts.map((part) => describe(attempt, part, "its argument")).join(", ");
      return `${whole ?? "This"} has no meaning: ${shapes}.`;
    }
    case "unknown-size":
      return `The sum over ${about} has no size: ${about} is no index of what is summed.`;
  }
}

function clashMessage(attempt: Attempt, fault: Fault, whole: string | undefined): string {
  const { node, clash, about } = fault;
  const says = (reason: string): string => `${whole ?? "This"} does not fit: ${reason}.`;
  if (about !== undefined && clash) {
    return says(
      `the index ${about} runs over ${size(attempt, clash.left)} entries in one place and over ${size(attempt, clash.right)} in another`,
    );
  }
  if (node.kind === "call") {
    const parts = node.arguments.map((part) => describe(attempt, part, "an argument"));
    return says(parts.join(", "));
  }
  if (node.kind !== "binary") return says("the sizes differ");
  const left = attempt.sizing.terms.get(node.left)!;
  const right = attempt.sizing.terms.get(node.right)!;
  if (node.operator === "multiply") {
    const inner = columnSide(left);
    const outer = rowSide(right);
    if (inner !== undefined && outer !== undefined) {
      const leftRole = left.kind === "row" ? "entries" : "columns";
      const rightRole = right.kind === "column" ? "entries" : "rows";
      return says(
        `${typed(attempt, node.left) ?? "the left factor"} has ${size(attempt, inner)} ${leftRole}, ` +
          `${typed(attempt, node.right) ?? "the right factor"} has ${size(attempt, outer)} ${rightRole}`,
      );
    }
  }
  return says(
    `${describe(attempt, node.left, "the left side")}, ${describe(attempt, node.right, "the right side")}`,
  );
}

function countMessage({ callee, arguments: given }: Call): string {
  const overloads = functionNamed(callee)?.overloads ?? [];
  const counts = [...new Set(overloads.map(parameterCount))].sort((a, b) => a - b);
  const taken = counts.join(" or ");
  return (
    `${callee} takes ${taken} ${taken === "1" ? "argument" : "arguments"}, ` +
    `and here ${given.length === 1 ? "is" : "are"} ${given.length}.`
  );
}

function argumentMessage(attempt: Attempt, node: Expression, whole: string | undefined): string {
  if (node.kind === "call") {
    const parts = node.arguments.map((part) => describe(attempt, part, "the argument"));
    if (!functionNamed(node.callee)) {
      return `The unknown function ${node.callee} takes scalars, and ${parts.join(", ")}; ${node.callee}.(...) acts on each entry.`;
    }
    return `${node.callee} does not take such arguments: ${parts.join(", ")}.`;
  }
  if (node.kind === "sum") {
    return `${whole ?? "This sum"} needs a scalar to sum: ${describe(attempt, node.body, "the body")}.`;
  }
  return `${whole ?? "This"} does not fit: an array of three and more axes has entries, and no products or transposes.`;
}

function powerMessage(
  attempt: Attempt,
  node: Expression,
  about: string | undefined,
  whole: string | undefined,
): string {
  if (node.kind !== "binary") return "This power does not fit.";
  const base = typed(attempt, node.left) ?? "the base";
  if (about === "vector") {
    return `${whole ?? "This power"} does not fit: ${describe(attempt, node.left, "the base")}, and ^ is for scalars and square matrices; .^ raises each entry.`;
  }
  if (about === "root") {
    return `${whole ?? "This power"} is not supported: ${base} is a matrix, and its exponent must be an integer.`;
  }
  return `${whole ?? "This power"} does not fit: the exponent must be a scalar, and ${describe(attempt, node.right, "the exponent")}.`;
}

function squareOperand(node: Expression): Expression {
  if (node.kind === "binary") return node.left;
  return node.kind === "call" ? (node.arguments[0] ?? node) : node;
}

/** `W is n x m`; `otherwise` names the part where it is too long to spell. */
function describe(attempt: Attempt, part: Expression, otherwise: string): string {
  const name = typed(attempt, part, 24) ?? otherwise;
  const term = attempt.sizing.terms.get(part);
  return `${name} is ${term ? shapeWords(attempt, term) : "unclear"}`;
}

function shapeWords(attempt: Attempt, term: Term): string {
  const sizes = term.axes.map((axis) => attempt.unifier.sizeOf(axis)?.key);
  switch (term.kind) {
    case "scalar":
      return "a scalar";
    case "column":
      return sizes[0] ? `a column of ${sizes[0]} entries` : "a column";
    case "row":
      return sizes[0] ? `a row of ${sizes[0]} entries` : "a row";
    case "matrix":
      if (!sizes[0] && !sizes[1]) return "a matrix";
      return `${sizes[0] ?? "?"} x ${sizes[1] ?? "?"}`;
    case "tensor":
      return `an array of ${term.axes.length} axes`;
  }
}

function size(attempt: Attempt, axis: Axis): string {
  return attempt.unifier.sizeOf(axis)?.key ?? "some other number of";
}

function factsOf(attempt: Attempt, { node, clash }: Fault): Fact[] {
  if (!clash) return [];
  const facts: Fact[] = [];
  const add = (fact: Fact | undefined): void => {
    if (fact && !facts.some(({ text }) => text === fact.text)) facts.push(fact);
  };
  const parts =
    node.kind === "binary" ? [node.left, node.right] : node.kind === "call" ? node.arguments : [];
  const [first, second] = parts.length > 1 ? parts : [parts[0], parts[0]];
  for (const [part, axis] of [
    [first, clash.left],
    [second, clash.right],
  ] as const) {
    for (const leaf of attempt.unifier.sizeOf(axis) ? [axis] : attempt.unifier.leavesOf(axis)) {
      add(factAbout(attempt, part, leaf));
    }
  }
  return facts;
}

/** Where the size of an axis was said, and how it got here. */
function factAbout(attempt: Attempt, part: Expression | undefined, axis: Axis): Fact | undefined {
  const { unifier, owners, sizing, context } = attempt;
  const isDeclared = (at: Axis): boolean => {
    const owner = owners.get(at);
    return (owner !== undefined && context.declarations.has(owner)) || sizing.sizeAxes.has(at);
  };
  const chain = unifier.explain(axis, isDeclared) ?? unifier.explain(axis, (at) => owners.has(at));
  if (!chain) return undefined;
  const source = sourceFact(attempt, chain.source);
  const reason = chain.reasons[0];
  if (!reason) return source;
  const size = unifier.sizeOf(axis)?.key;
  const owner = owners.get(axis);
  const subject = owner ?? (part && typed(attempt, part, 24)) ?? "this side";
  const because = typed(attempt, reason, 32);
  return {
    text:
      `${subject} has ${size ? `a side of size ${size}` : "this side"} because of ` +
      `${because ?? "what it is combined with"}: ${source.text}`,
    ...(reason.span ? { span: reason.span } : source.span && { span: source.span }),
  };
}

function sourceFact(attempt: Attempt, axis: Axis): Fact {
  const { owners, sizing, context, variables } = attempt;
  const name = owners.get(axis);
  if (name === undefined) {
    const argument = sizing.sizeAxes.get(axis)!;
    return {
      text: `the size ${typed(attempt, argument) ?? "there"} is written out`,
      ...(argument.span && { span: argument.span }),
    };
  }
  const declared = context.declarations.get(name);
  const shape = shapeWords(attempt, variables.get(name)!);
  const said = declared?.said === undefined ? "" : ` as ${declared.said}`;
  const span = declared?.span ?? firstSpan(attempt, name);
  return {
    text: `${name} is ${shape}, ${declared ? "declared" : "by its use"}${said}`,
    ...(span && { span }),
  };
}

function firstSpan(attempt: Attempt, name: string): Expression["span"] {
  return attempt.order.find((node) => node.kind === "name" && node.name === name)?.span;
}
