import type { ReactNode } from 'react';
import { Tap } from './Tap';

interface ButtonProps {
  /** One `filled` a screen, for the one act meant; `line` leads on; `plain` for the rest. */
  readonly kind?: 'filled' | 'line' | 'plain';
  readonly size?: 'small' | 'normal' | 'tall' | 'block';
  /** Its words then say what is missing. */
  readonly isOff?: boolean;
  readonly label?: string;
  readonly className?: string;
  readonly onTap?: () => void;
  readonly children: ReactNode;
}

const KINDS = { filled: '', line: 'btn-line', plain: 'btn-plain' } as const;
const SIZES = { small: 'btn-small', normal: '', tall: 'btn-tall', block: 'btn-block' } as const;

export function Button({ kind = 'filled', size = 'normal', isOff, label, className, onTap, children }: ButtonProps) {
  return (
    <Tap
      className={`btn ${KINDS[kind]} ${SIZES[size]} ${isOff ? 'btn-off' : ''} ${className ?? ''}`}
      label={label}
      isOff={isOff}
      onTap={onTap}
    >
      {children}
    </Tap>
  );
}

/** A way to somewhere else, in the words of a sentence or at the end of a head. */
export function Link({
  label,
  isMuted,
  onTap,
  children,
}: {
  label?: string;
  isMuted?: boolean;
  onTap: () => void;
  children: ReactNode;
}) {
  return (
    <Tap className={`link link-in ${isMuted ? 'link-muted' : ''}`} label={label} onTap={onTap}>
      {children}
    </Tap>
  );
}
