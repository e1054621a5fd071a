import { type Question, question } from "./question.ts";

/** The version of the links that this page writes; it reads every older one. */
const VERSION = 1;

/**
 * A question as the readable end of a link: `f=y'*A*x&wrt=x&v=1`. Nothing of it is sent to a server,
 * for a browser keeps what stands behind `#`.
 */
export function toFragment({ expr, wrt, wrt2, order, form, shapes, facts }: Question): string {
  const fields: [string, string | undefined][] = [
    ["f", expr],
    ["wrt", wrt],
    ["wrt2", wrt2],
    ["order", order === 1 ? undefined : String(order)],
    ["form", form],
    ["vars", listOf(shapes)],
    ["props", listOf(facts)],
    ["v", String(VERSION)],
  ];
  return fields
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${escaped(value)}`]))
    .join("&");
}

/** Undefined where the fragment asks nothing; `isNewer` where a later version wrote it. */
export function fromFragment(
  fragment: string,
): { readonly asked: Question; readonly isNewer: boolean } | undefined {
  const fields = new Map<string, string>();
  for (const part of fragment.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    if (at > 0) fields.set(part.slice(0, at), unescaped(part.slice(at + 1)));
  }
  const expr = fields.get("f");
  if (expr === undefined) return undefined;
  const order = Number(fields.get("order") ?? "1");
  const [wrt, wrt2, form] = ["wrt", "wrt2", "form"].map((key) => fields.get(key));
  const asked = question(expr, {
    order: Number.isInteger(order) && order >= 1 && order <= 12 ? order : 1,
    shapes: recordOf(fields.get("vars")),
    facts: recordOf(fields.get("props")),
    ...(wrt !== undefined && { wrt }),
    ...(wrt2 !== undefined && { wrt2 }),
    ...(form !== undefined && { form }),
  });
  return { asked, isNewer: Number(fields.get("v") ?? VERSION) > VERSION };
}

/** `A(n,m);c()` */
function listOf(record: Readonly<Record<string, readonly string[]>>): string | undefined {
  const parts = Object.entries(record).map(([name, words]) => `${name}(${words.join(",")})`);
  return parts.length === 0 ? undefined : parts.join(";");
}

function recordOf(text: string | undefined): Record<string, readonly string[]> {
  const parts = (text ?? "").split(";").flatMap((part) => {
    const match = /^([^()]+)\(([^()]*)\)$/.exec(part.trim());
    if (!match) return [];
    const words = match[2]!.split(",").map((word) => word.trim());
    return [[match[1]!, words.filter((word) => word !== "")] as const];
  });
  return Object.fromEntries(parts);
}

/** As little as possible is escaped, so that a link can be read. */
function escaped(text: string): string {
  return text.replaceAll(/[^\w'*()+,;:/^.!?@$\-[\]=~|]/gu, (sign) => encodeURIComponent(sign));
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
