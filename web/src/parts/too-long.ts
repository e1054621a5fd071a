import { say } from "../state/toast.ts";

/** Longer texts hold a browser up for seconds each time that it lays them out. */
const LONGEST = 20_000;

/** Turns away a text that is pasted or dropped and too long to be edited, and says so. */
export function refuseTooLong(event: ClipboardEvent | DragEvent): void {
  const data = event instanceof ClipboardEvent ? event.clipboardData : event.dataTransfer;
  const { length } = data?.getData("text/plain") ?? "";
  if (length <= LONGEST) return;
  event.preventDefault();
  say(
    `This text has ${length.toLocaleString("en")} characters; the page takes up to ` +
      `${LONGEST.toLocaleString("en")}, the command line more.`,
  );
}
