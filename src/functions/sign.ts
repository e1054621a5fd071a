import { legendreSymbol } from "../numbers/residues.ts";
import type { FunctionDefinition } from "./definition.ts";

export const sign: FunctionDefinition = {
  name: "sign",
  summary: "-1, 0 or 1 by the sign of each entry",
  latex: { operator: "\\operatorname{sign}" },
  spoken: "the sign",
  kinks: ["x != 0"],
  numpy: "np.sign({0})",
  overloads: [
    {
      kind: "entrywise",
      parameters: ["x"],
      derivatives: ["0"],
      value: Math.sign,
      domain: "nonzero",
      knownValues: [
        ["0", "0"],
        ["1", "1"],
        ["-1", "-1"],
      ],
      // Multiplicative, odd and 1 on squares, as the sign of a real number is.
      residue(x, prime) {
        const symbol = legendreSymbol(x, prime);
        return symbol < 0 ? prime - 1 : symbol;
      },
    },
  ],
};
