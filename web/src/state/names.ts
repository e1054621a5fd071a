import type { DerivativeAnswer, VariableNote, WrittenDerivation } from "indicial";

/** The names of variables and sizes, and f. */
export function lettersOf(variables: readonly VariableNote[]): Set<string> {
  const sizes = variables.flatMap(({ shape }) => shape.flatMap((size) => size.split("*")));
  return new Set(["f", ...variables.map(({ name }) => name), ...sizes]);
}

/** Everything that is a letter of mathematics in the sentences about an answer. */
export function namesOf(answer: DerivativeAnswer, derivation?: WrittenDerivation): Set<string> {
  const names = lettersOf(answer.variables);
  for (const index of answer.indices ?? []) names.add(index);
  if (!derivation) return names;
  names.add(derivation.function);
  for (const { name } of derivation.names) names.add(name);
  for (const { left, right } of derivation.steps) {
    for (const text of [left?.plain, right.plain]) {
      for (const [word] of (text ?? "").matchAll(/(?<![A-Za-z0-9_])[A-Za-z](?![A-Za-z0-9_(])/g)) {
        names.add(word);
      }
    }
  }
  return names;
}
