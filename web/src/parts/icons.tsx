/** A tick in a full circle for a proof, in a broken one for points, alone for floats. */
export function EvidenceSign({ kind }: { readonly kind: string }) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
    >
      {kind === "proof" && <circle cx="10" cy="10" r="8.5" stroke-width="1.6" />}
      {(kind === "mod-p" || kind === "two-field") && (
        <circle cx="10" cy="10" r="8.5" stroke-width="1.4" stroke-dasharray="3.2 2.6" />
      )}
      <path d="m6 10.4 2.8 2.7L14 7.4" stroke-width="1.8" />
    </svg>
  );
}

const VERDICT_PATHS: Readonly<Record<string, string>> = {
  right: "M4 13l6 6L21 6",
  wrong: "M5 9h16M5 16h16M17 4 9 21",
  transposed: "M4 21h18v-6H4zM4 11V4h6M14 4c4 0 6 2 6 7m-3-3 3 3 3-3",
  undecided: "M13 4a9 9 0 1 0 .1 0z",
};

export function VerdictSign({ verdict }: { readonly verdict: string }) {
  return (
    <svg
      width="26"
      height="26"
      viewBox="0 0 26 26"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
    >
      <path d={VERDICT_PATHS[verdict] ?? VERDICT_PATHS.undecided!} stroke-width="2" />
    </svg>
  );
}
