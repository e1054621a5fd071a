/** How long a side is drawn, in rem; sizes that are letters differ a little, as they do in value. */
const UNIT = 0.3;
const SHORT = 0.65;
const LONG = 0.95;

/** The outline of a shape in proportion: a column stands, a row lies, a wide matrix is wide. */
export function Shape({ of }: { readonly of: readonly string[] }) {
  const [rows, columns] = of.length === 0 ? [] : of.length === 1 ? [of[0], "1"] : of;
  if (rows === undefined || columns === undefined || (rows === "1" && columns === "1")) {
    return <span class="shape num" aria-hidden="true" />;
  }
  const side = (size: string): number =>
    size === "1" ? UNIT : Number(size) >= 5 || /^[mp]/.test(size) ? LONG : SHORT;
  const isSquare = rows === columns;
  return (
    <span
      class="shape"
      aria-hidden="true"
      style={{
        width: `${isSquare ? 0.8 : side(columns)}rem`,
        height: `${isSquare ? 0.8 : side(rows)}rem`,
      }}
    />
  );
}

/** `n × m`, with the sizes as letters. */
export function Sizes({ of }: { readonly of: readonly string[] }) {
  const parts = of.map((size, at) => (
    <span key={`${at}`}>
      {at > 0 && " × "}
      {size.split("*").map((factor, k) => (
        <span key={`${k}`}>
          {k > 0 && "·"}
          {/^\d/.test(factor) ? factor : <var>{factor}</var>}
        </span>
      ))}
    </span>
  ));
  return <span class="nb">{parts}</span>;
}
