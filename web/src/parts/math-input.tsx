import type { HighlightedText, Span } from "indicial";
import { refuseTooLong } from "./too-long.ts";
import { paint } from "./painted.tsx";

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onInput: (text: string) => void;
  /** The stretch that is at fault: it gets a wavy line. */
  readonly fault?: Span | undefined;
  /** What the pieces of the text are, for their inks. */
  readonly pieces?: HighlightedText["pieces"];
  readonly describedBy?: string | undefined;
  readonly placeholder?: string;
  readonly class?: string;
  /** Whether it may have several lines: definitions and declarations. */
  readonly hasLines?: boolean;
}

/**
 * A text box for an expression. The letters that are seen lie under it, coloured and underlined;
 * typing, selecting and reading aloud are the browser's own.
 */
export function MathInput({
  id,
  label,
  value,
  onInput,
  fault,
  pieces,
  describedBy,
  placeholder,
  class: className = "",
  hasLines = false,
}: Props) {
  return (
    <div class={`expr ${className}`}>
      <div class="paint" aria-hidden="true">
        {paint(value, fault, pieces)}
      </div>
      <textarea
        id={id}
        aria-label={label}
        aria-invalid={fault !== undefined}
        aria-describedby={describedBy}
        value={value}
        placeholder={placeholder}
        rows={1}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        onInput={({ currentTarget: { value: text } }) =>
          onInput(hasLines ? text : text.replaceAll(/[\r\n]+/g, " "))
        }
        onPaste={refuseTooLong}
        onDrop={refuseTooLong}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !hasLines && !event.isComposing) event.preventDefault();
        }}
      />
    </div>
  );
}
