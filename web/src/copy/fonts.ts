import { base64 } from "./base64.ts";

/** `@font-face` rules that hold the fonts themselves, for a picture that stands alone. */
export async function fontFaces(wanted: ReadonlySet<string>): Promise<string> {
  const faces = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules].map((rule) => ({ rule, base: sheet.href })))
    .flatMap(({ rule, base }) => (rule instanceof CSSFontFaceRule ? [{ rule, base }] : []));
  const found = faces.filter(({ rule: { style } }) => {
    const family = style.getPropertyValue("font-family").replaceAll(/["']/g, "");
    const slant = style.getPropertyValue("font-style") || "normal";
    const weight = style.getPropertyValue("font-weight").replace("normal", "400");
    return wanted.has(`${family}|${slant}|${weight.replace("bold", "700") || "400"}`);
  });
  const rules = await Promise.all(
    found.map(async ({ rule, base }) => {
      const [, address = ""] = /url\(["']?([^"')]+)/.exec(rule.style.getPropertyValue("src")) ?? [];
      const font = await fetch(new URL(address, base ?? location.href));
      const data = base64(new Uint8Array(await font.arrayBuffer()));
      const [family, slant, weight] = ["font-family", "font-style", "font-weight"].map((property) =>
        rule.style.getPropertyValue(property),
      );
      return `@font-face{font-family:${family};font-style:${slant};font-weight:${weight};src:url(data:font/woff2;base64,${data})}`;
    }),
  );
  return rules.join("");
}
