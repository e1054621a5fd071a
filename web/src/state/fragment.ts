import type { ViewFields } from "./page-view.ts";
import { type Question, question } from "./question.ts";

/** The version of the links that this page reads, and every older one. */
const VERSION = 2;

/** The first version that has a question alone, and the first that says how it is shown, too. */
const OF_QUESTION = 1;
const OF_VIEW = 2;

const NO_VIEW: ViewFields = new Map();

/**
 * A question as the readable end of a link: `f=y'*A*x&wrt=x&v=1`, with what is shown of it:
 * `&tab=check&answer=A*y`. Nothing of it is sent to a server, for a browser keeps what stands behind
 * `#`. The version is the oldest that can read it.
 */
export function toFragment(question: Question, shown: ViewFields = NO_VIEW): string {
  const { expr, wrt, wrt2, order, form, shapes, facts } = question;
  const fields: [string, string | undefined][] = [
    ["f", expr],
    ["wrt", wrt],
    ["wrt2", wrt2],
    ["order", order === 1 ? undefined : String(order)],
    ["form", form],
    ["vars", listOf(shapes)],
    ["props", listOf(facts)],
    ...shown,
    ["v", String(shown.size > 0 ? OF_VIEW : OF_QUESTION)],
  ];
  return fields
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${escaped(value)}`]))
    .join("&");
}

export interface ReadLink {
  readonly asked: Question;
  /** How it is shown; there are other fields in it, too. */
  readonly shown: ViewFields;
  readonly isNewer: boolean;
}

/** Undefined where the fragment asks nothing; `isNewer` where a later version wrote it. */
export function fromFragment(fragment: string): ReadLink | undefined {
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
  return { asked, shown: fields, isNewer: Number(fields.get("v") ?? OF_QUESTION) > VERSION };
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

/** Only what a standard forbids in a link is escaped, so that it can be read. */
function escaped(text: string): string {
  return text.replaceAll(/[^\w'*()+,;:/.!?@$\-=~]/gu, (sign) => encodeURIComponent(sign));
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
