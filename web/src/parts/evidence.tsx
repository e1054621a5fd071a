import { type DerivativeAnswer, evidenceWords } from "indicial";
import { narrated } from "../state/workbench.ts";
import { EvidenceSign } from "./icons.tsx";

type Kind = DerivativeAnswer["evidence"]["kind"];

const HEADLINE: Readonly<Record<Kind, string>> = {
  proof: "Proved.",
  "mod-p": "Exact at random points.",
  "two-field": "Exact at random points.",
  numeric: "Checked in floats.",
};

const SHORT: Readonly<Record<Kind, string>> = {
  proof: "Answer and definition are the same expression.",
  "mod-p": "Compared with the definition of the derivative.",
  "two-field": "Compared with the definition of the derivative.",
  numeric: "Agreement with the definition, not a proof.",
};

/** How the answer is known to be right, in a line that opens. */
export function Evidence({ evidence }: Pick<DerivativeAnswer, "evidence">) {
  const derivations = narrated.value?.answer;
  const lines = [derivations?.derivation, ...(derivations?.otherDerivations ?? [])].flatMap(
    (derivation) => (derivation ? [derivation] : []),
  );
  const { kind } = evidence;
  return (
    <details class="badge">
      <summary>
        <EvidenceSign kind={kind} />
        <span>
          <b>{HEADLINE[kind]}</b> {SHORT[kind]} <u>See how</u>
        </span>
      </summary>
      <p>{evidenceWords(evidence)}</p>
      {"sizes" in evidence && <SizesTried sizes={evidence.sizes} />}
      {lines.map(({ method, checkedLines, steps }) => (
        <p key={method}>
          By {method}: {checkedLines} of {steps.length} lines were compared with the definition,
          too.
        </p>
      ))}
    </details>
  );
}

function SizesTried({ sizes }: { readonly sizes: readonly Readonly<Record<string, number>>[] }) {
  const names = Object.keys(sizes[0] ?? {});
  if (names.length === 0) return null;
  return (
    <table class="tried">
      <caption>Sizes at which it was tried</caption>
      <thead>
        <tr>
          {names.map((name) => (
            <th key={name} scope="col">
              <var>{name}</var>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sizes.map((record, at) => (
          <tr key={`${at}`}>
            {names.map((name) => (
              <td key={name}>{record[name]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
