import type { Picture, SceneItem } from "indicial";

type Item<K extends SceneItem["kind"]> = Extract<SceneItem, { kind: K }>;

/** A picture, drawn from its data in the inks of the page. */
export function Scene({ of }: { readonly of: Picture }) {
  const { title, description, scene, kind } = of;
  const { width, height, items } = scene;
  return (
    <svg
      class="scene"
      role="img"
      aria-label={`${title}. ${description}`}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      fill="none"
    >
      <defs>
        <marker
          id={`arrow-${kind}`}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto-start-reverse"
        >
          <path d="M0 0 8 4 0 8z" fill="context-stroke" />
        </marker>
      </defs>
      {items.map((item, at) => (
        <Drawn key={`${at}`} item={item} kind={kind} />
      ))}
    </svg>
  );
}

function Drawn({ item, kind }: { readonly item: SceneItem; readonly kind: string }) {
  switch (item.kind) {
    case "text":
      return <Text item={item} />;
    case "path":
      return <Path item={item} kind={kind} />;
    case "box":
      return <Box item={item} />;
  }
}

function Path({ item, kind }: { readonly item: Item<"path">; readonly kind: string }) {
  const { points, curved, tone, width, dashed, arrow } = item;
  const [first, ...rest] = points;
  const to = rest.map(([x, y]) => `${x} ${y}`).join(curved ? " " : "L");
  return (
    <path
      d={`M${first?.join(" ") ?? "0 0"}${curved ? "C" : "L"}${to}`}
      class={`stroke-${tone}`}
      stroke-width={width}
      stroke-dasharray={dashed ? "4 4" : undefined}
      marker-end={arrow ? `url(#arrow-${kind})` : undefined}
    />
  );
}

function Box({ item }: { readonly item: Item<"box"> }) {
  const { x, y, width, height, radius, tone, stroke, fill } = item;
  const filled = fill === undefined ? "" : `fill-${fill === "tone" ? tone : fill}`;
  return (
    <rect
      x={x}
      y={y}
      width={width}
      height={height}
      rx={radius}
      class={`${stroke > 0 ? `stroke-${tone}` : ""} ${filled}`}
      stroke-width={stroke}
    />
  );
}

const LOWERED = 0.72;
const DROP = 0.22;

function Text({ item }: { readonly item: Item<"text"> }) {
  const { x, y, text, tone, size, anchor, math, italic, strong, underlined, rim, upwards } = item;
  const classes = [
    `fill-${tone}`,
    math ? "letters" : "",
    italic ? "italic" : "",
    strong ? "strong" : "",
    underlined ? "underlined" : "",
    rim ? "rim" : "",
  ];
  return (
    <text
      x={x}
      y={y}
      class={classes.join(" ")}
      font-size={size}
      text-anchor={anchor}
      transform={upwards ? `rotate(-90 ${x} ${y})` : undefined}
    >
      {math ? lowered(text, size) : text}
    </text>
  );
}

/** `W_23 x`: what follows `_` stands lower and smaller; letters slant, numbers do not. */
function lowered(text: string, size: number) {
  const runs = [...text.matchAll(/_(?:\{([^}]*)\}|([A-Za-z0-9]+))|[^_]+/g)].flatMap(
    ([whole, braced, bare]) => {
      const low = braced ?? bare;
      return (low ?? whole).match(/[\d.]+|[^\d.]+/g)?.map((words) => ({
        words,
        isLow: low !== undefined,
      }));
    },
  );
  return runs.map((run, at) => {
    if (!run) return null;
    const { words, isLow } = run;
    const wasLow = runs[at - 1]?.isLow ?? false;
    return (
      <tspan
        key={`${at}`}
        dy={isLow === wasLow ? 0 : (isLow ? DROP : -DROP) * size}
        font-size={isLow ? size * LOWERED : size}
        class={/^[\d.]/.test(words) ? "upright" : undefined}
      >
        {words}
      </tspan>
    );
  });
}
