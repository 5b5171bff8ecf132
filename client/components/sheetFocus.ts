import { type RefObject, useEffect, useRef } from 'react';

const CAN_TAKE_FOCUS = '[tabindex="0"], input, textarea, a[href]';

/**
 * Browser only: while a dialog is open the keyboard stays in it, Esc closes it, and afterwards the focus is where it was.
 * Of two, one over the other, the upper one alone has the keyboard.
 */
export function useSheetFocus(isOpen: boolean, onClose: () => void, dialog: RefObject<unknown>): void {
  // What closes it is another function each time the screen is drawn: the focus must not move for that.
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !isOpen) return undefined;
    const before = document.activeElement;
    const within = dialog.current as HTMLElement | null;
    const stops = () =>
      [...(within?.querySelectorAll<HTMLElement>(CAN_TAKE_FOCUS) ?? [])].filter((one) => one.offsetParent);
    const onKey = (event: KeyboardEvent) => {
      if (!within || open[open.length - 1] !== within) return;
      if (event.key === 'Escape') close.current();
      if (event.key !== 'Tab') return;
      event.preventDefault();
      const all = stops();
      const at = all.indexOf(document.activeElement as HTMLElement);
      // From the dialog itself, or from outside it, one comes to its first stop, or backwards to its last.
      const to =
        at < 0 ? (event.shiftKey ? all.length - 1 : 0) : (at + (event.shiftKey ? -1 : 1) + all.length) % all.length;
      all[to]?.focus();
    };
    window.addEventListener('keydown', onKey);
    if (within) open.push(within);
    // A reader begins with the dialog's title, not with what lies beneath.
    within?.focus?.();
    return () => {
      window.removeEventListener('keydown', onKey);
      if (within && open.includes(within)) open.splice(open.indexOf(within), 1);
      if (before instanceof HTMLElement && document.contains(before)) before.focus();
    };
  }, [isOpen, dialog]);
}

/** The dialogs that are open, the upper one last. */
const open: HTMLElement[] = [];
