import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Props {
  readonly label: ComponentChildren;
  readonly name?: string;
  readonly class?: string;
  readonly onOpen?: () => void;
  readonly children: ComponentChildren;
}

/** A button that opens a panel; Escape, a click outside and a choice in it close it. */
export function Menu({ label, name, class: className = "", onOpen, children }: Props) {
  const element = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event): void => {
      const menu = element.current;
      if (menu?.open && !menu.contains(event.target as Node)) menu.open = false;
    };
    const escape = (event: KeyboardEvent): void => {
      const menu = element.current;
      if (event.key !== "Escape" || !menu?.open) return;
      menu.open = false;
      menu.querySelector("summary")?.focus();
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("focusin", close);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("focusin", close);
      document.removeEventListener("keydown", escape);
    };
  }, []);
  return (
    <details
      ref={element}
      class={`menu ${className}`}
      onToggle={() => {
        if (element.current?.open) onOpen?.();
      }}
    >
      <summary aria-label={name}>{label}</summary>
      <div
        class="panel"
        onClick={(event) => {
          const chosen = (event.target as Element).closest("[data-closes]");
          if (chosen && element.current) element.current.open = false;
        }}
      >
        {children}
      </div>
    </details>
  );
}
