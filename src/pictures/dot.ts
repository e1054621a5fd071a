import type { Picture, PictureNode } from "./picture.ts";

/** The nodes and edges of a picture in the language of Graphviz, from left to right. */
export function writeDot({ title, nodes, edges }: Picture): string {
  const groups = [...new Set(nodes.map(({ group }) => group))];
  const lines = [
    `digraph ${quoted(title)} {`,
    "  rankdir=LR;",
    ...nodes.map(
      ({ id, label, group }) =>
        `  ${quoted(id)} [label=${quoted(label.unicode)}, shape=${group === "part" ? "box" : "ellipse"}];`,
    ),
    ...groups.filter((group) => group !== "part").map((group) => `  ${sameRank(nodes, group)}`),
    ...edges.map(({ from, to, label, carries }) => {
      const options = [
        ...(label ? [`label=${quoted(label.unicode)}`] : []),
        ...(carries ? [] : ["style=dashed"]),
      ];
      return `  ${quoted(from)} -> ${quoted(to)}${options.length > 0 ? ` [${options.join(", ")}]` : ""};`;
    }),
    "}",
    "",
  ];
  return lines.join("\n");
}

function sameRank(nodes: readonly PictureNode[], group: string): string {
  const own = nodes.filter((node) => node.group === group).map(({ id }) => quoted(id));
  return `{ rank=same; ${own.join("; ")}; }`;
}

/** A string of DOT: a backslash would begin an escape, a quotation mark would end it. */
function quoted(text: string): string {
  const safe = text.replace(/\p{Cc}/gu, " ").replace(/[\\"]/g, (character) => `\\${character}`);
  return `"${safe}"`;
}
