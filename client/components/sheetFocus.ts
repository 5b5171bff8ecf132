import { type RefObject, useEffect } from 'react';

const CAN_TAKE_FOCUS = '[tabindex="0"], input, textarea, a[href]';

/**
 * Browser only: while a sheet is open the keyboard stays in it, Esc closes it, and afterwards the focus is where it was.
 */
export function useSheetFocus(isOpen: boolean, onClose: () => void, inside: RefObject<unknown>): void {
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !isOpen) return undefined;
    const before = document.activeElement;
    const sheet = () => (inside.current as HTMLElement | null)?.closest<HTMLElement>('.sheet') ?? null;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') return onClose();
      const within = sheet();
      if (event.key !== 'Tab' || !within) return undefined;
      const stops = [...within.querySelectorAll<HTMLElement>(CAN_TAKE_FOCUS)].filter((one) => one.offsetParent);
      const at = stops.indexOf(document.activeElement as HTMLElement);
      const to = stops[(at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length];
      event.preventDefault();
      return to?.focus();
    };
    window.addEventListener('keydown', onKey);
    // A reader begins with the sheet's title, not with what lies beneath.
    (inside.current as HTMLElement | null)?.focus?.();
    return () => {
      window.removeEventListener('keydown', onKey);
      if (before instanceof HTMLElement && document.contains(before)) before.focus();
    };
  }, [isOpen, onClose, inside]);
}
