import type { Result } from "../text/problem.ts";
import type { Picture } from "./picture.ts";
import type { Subject } from "./subject.ts";

/** One way to draw a derivative: one file a kind. */
export interface PictureKind {
  /** The file has the same name. */
  readonly name: string;
  /** One line for a help page. */
  readonly summary: string;
  /** Pictures stand in this order. */
  readonly place: number;
  /** A `Problem` where there is no such picture of this subject. */
  readonly draw: (subject: Subject) => Result<Picture>;
}
