import { SaxesParser, type SaxesTagPlain } from "saxes";
import { describe, expect, it } from "vitest";
import {
  type Picture,
  pictureKinds,
  pictures,
  writeDot,
  writeSvg,
  writeTikz,
} from "../../src/index.ts";
import { widthOf } from "../../src/pictures/scene.ts";
import { drawn, onlyPicture, PROBLEMS } from "./support.ts";

interface Parsed {
  readonly tags: readonly SaxesTagPlain[];
  readonly text: string;
}

/** @throws where the text is not well-formed XML */
function parsed(xml: string): Parsed {
  const tags: SaxesTagPlain[] = [];
  let text = "";
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => tags.push(tag));
  parser.on("text", (piece) => {
    text += piece;
  });
  parser.write(xml).close();
  return { tags, text };
}

const all = PROBLEMS.flatMap((problem) => drawn(problem).pictures);

describe("a picture", () => {
  it("is drawn of every kind", () => {
    const kinds = new Set(all.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(
      pictureKinds()
        .map(({ name }) => name)
        .sort(),
    );
  });

  it("is plain data that says in words what it shows", () => {
    for (const picture of all) {
      expect(JSON.parse(JSON.stringify(picture))).toEqual(picture);
      expect(picture.description).toMatch(/\.$/);
      expect(picture.text.length).toBeGreaterThan(0);
      const ids = picture.nodes.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { from, to } of picture.edges)
        expect(ids).toEqual(expect.arrayContaining([from, to]));
    }
  });

  it("can be read on a phone: letters of 14 px, nothing outside the frame", () => {
    for (const { scene, title } of all) {
      for (const item of scene.items) {
        expect(item.kind === "text" ? item.size : 14).toBeGreaterThanOrEqual(14);
        for (const [x, y] of cornersOf(item)) {
          const inside = x >= 0 && x <= scene.width && y >= 0 && y <= scene.height;
          expect({ title, item, inside }).toEqual({ title, item, inside: true });
        }
      }
    }
  });

  it("of usual size is as wide as a phone", () => {
    const { pictures } = drawn({ expr: "W*x", wrt: "x" });
    expect(pictures.map(({ scene }) => scene.width)).toEqual([360, 360, 360, 360]);
  });
});

function cornersOf(item: Picture["scene"]["items"][number]): (readonly [number, number])[] {
  switch (item.kind) {
    case "path":
      return [...item.points];
    case "box":
      return [
        [item.x, item.y],
        [item.x + item.width, item.y + item.height],
      ];
    case "text": {
      if (item.upwards) return [[item.x, item.y - widthOf(item.text, item.size)]];
      const width = widthOf(item.text, item.size);
      const start = { start: item.x, middle: item.x - width / 2, end: item.x - width }[item.anchor];
      return [
        [start, item.y - item.size * 0.8],
        [start + width, item.y],
      ];
    }
  }
}

describe("the SVG of a picture", () => {
  it("is well-formed, named, described, and holds no script", () => {
    for (const picture of all) {
      const { tags } = parsed(writeSvg(picture));
      const [svg] = tags;
      expect(svg!.name).toBe("svg");
      expect(svg!.attributes["role"]).toBe("img");
      const names = tags.map(({ name }) => name);
      expect(names.slice(1, 3)).toEqual(["title", "desc"]);
      expect(tags[1]!.attributes["id"]).toBe(svg!.attributes["aria-labelledby"]);
      expect(tags[2]!.attributes["id"]).toBe(svg!.attributes["aria-describedby"]);
      const allowed = ["svg", "title", "desc", "style", "path", "rect", "text", "tspan"];
      for (const name of names) expect(allowed).toContain(name);
    }
  });

  it("has no letters below 14 px", () => {
    const sizes = all.flatMap((picture) =>
      parsed(writeSvg(picture)).tags.flatMap(({ attributes }) => attributes["font-size"] ?? []),
    );
    expect(Math.min(...sizes.map(Number))).toBeGreaterThanOrEqual(14);
  });

  it("takes the inks of the page and has its own for dark ones", () => {
    const svg = writeSvg(all[0]!);
    expect(svg).toContain("var(--accent,#1f3fb4)");
    expect(svg).toContain("prefers-color-scheme:dark");
    expect(svg).toContain("currentColor");
  });
});

const HOSTILE = `</text><script>alert("1")</script>]]>&amp;<!--'\u0000\u0008\ud800\\input{x}\n} -> "`;

/** A picture in which every text is hostile. */
function hostile(picture: Picture): Picture {
  return JSON.parse(JSON.stringify(picture), (key, value: unknown) =>
    typeof value === "string" &&
    ["title", "description", "text", "unicode", "id", "from", "to"].includes(key)
      ? HOSTILE
      : value,
  ) as Picture;
}

describe("hostile names", () => {
  const picture = hostile(onlyPicture({ expr: "W*x", wrt: "x" }, { kind: "influence" }));

  it("stay text in SVG", () => {
    const { tags, text } = parsed(writeSvg(picture));
    expect(tags.map(({ name }) => name)).not.toContain("script");
    expect(text).toContain(`<script>alert("1")</script>`);
  });

  it("stay in their strings in DOT", () => {
    const dot = writeDot(picture);
    const outside = dot.replace(/"(?:[^"\\]|\\.)*"/gs, "S");
    expect(outside).toMatch(/^digraph S \{\n/);
    expect(outside).not.toMatch(/script|input/);
    expect(outside.split("\n").length).toBe(
      writeDot(onlyPicture({ expr: "W*x", wrt: "x" }, { kind: "influence" })).split("\n").length,
    );
  });

  it("command nothing in TikZ", () => {
    const bare = JSON.parse(JSON.stringify(picture), (key, value: unknown) =>
      key === "latex" ? undefined : value,
    ) as Picture;
    const lines = writeTikz(bare).split("\n");
    expect(lines.filter((line) => line.startsWith("%"))).toHaveLength(2);
    for (const line of lines.filter((each) => !each.startsWith("%"))) {
      expect(line).not.toContain("\\input");
    }
  });
});

describe("pictures", () => {
  it.each([
    [{ expr: "W*", wrt: "x" }, {}, "missing-operand"],
    [{ expr: "W*x", wrt: "x" }, { kind: "graf" }, "unknown-picture"],
    [{ expr: "W*x", wrt: "x" }, { entry: [0, 1] }, "picture-entry"],
    [{ expr: "W*x", wrt: "x" }, { entry: [9, 1] }, "picture-entry"],
    [{ expr: "W*x", wrt: "x" }, { sizes: { n: 0 } }, "picture-size"],
    [{ expr: "W*x", wrt: "x" }, { sizes: { k: 3 } }, "picture-size"],
    [{ expr: "W*x", wrt: "x", vars: { W: [100, 200] } }, {}, "too-large"],
    [{ expr: "log(-exp(x))", wrt: "x" }, {}, "no-value"],
    [{ expr: "x'*x", wrt: "x", order: 2 }, {}, "not-supported"],
  ])("of %o with %o are a problem", (problem, options, code) => {
    expect(pictures(problem, options)).toMatchObject({ problem: { code } });
  });

  it("of a deep function come without what is too long to be read", () => {
    const expr = `${"tanh(".repeat(1500)}x${")".repeat(1500)}`;
    const { pictures: found, missing } = drawn({ expr, wrt: "x" });
    expect(found.map(({ kind }) => kind)).toEqual(["influence", "sparsity"]);
    expect(missing.map(({ kind }) => kind)).toEqual(["sum", "graph"]);
    for (const picture of found) expect(writeSvg(picture).length).toBeLessThan(20_000);
  });

  it("along a structured matrix show no derivative by the entries", () => {
    const problem = { expr: "tr(A*X)", wrt: "X", vars: { X: ["n", "n"] }, structure: "diagonal" };
    const { pictures: found, missing } = drawn(problem, { sizes: { n: 2 } });
    expect(missing.map(({ kind }) => kind)).toEqual(["sum", "graph"]);
    expect(found[0]!.edges.map(({ from, label }) => [from, label?.plain])).toEqual([
      ["input1", "A[1,1]"],
      ["input4", "A[2,2]"],
    ]);
  });
});
