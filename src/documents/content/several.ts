import type { Content } from "./content.ts";

/** Several pages in one, each under its title; `data` is what they say together. */
export function several(title: string, contents: readonly Content[], data: object): Content {
  const names = contents.flatMap(({ vocabulary }) => [...vocabulary.names]);
  const differentials = contents.flatMap(({ vocabulary }) => [...vocabulary.differentials]);
  return {
    title,
    blocks: contents.flatMap((content) => [
      { kind: "heading", text: content.title, isPart: true } as const,
      ...content.blocks,
    ]),
    vocabulary: { names: new Set(names), differentials: new Map(differentials) },
    data,
  };
}
