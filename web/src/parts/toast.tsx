import { dismiss, leave, stay, toast } from "../state/toast.ts";

export function Toast() {
  const shown = toast.value;
  return (
    <div class="toasts" role="status">
      {shown && (
        <div
          class="toast"
          onPointerEnter={stay}
          onPointerLeave={leave}
          onFocusIn={stay}
          onFocusOut={leave}
        >
          {shown.text}
          {shown.action && (
            <button
              type="button"
              onClick={() => {
                dismiss();
                shown.action?.act();
              }}
            >
              {shown.action.label}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
