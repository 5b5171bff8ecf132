/**
 * A stand-in for the AbortController that the mini-program lacks: react-query makes one for each query and waits for
 * ever, in silence, where it cannot. Nothing here can be stopped half-way, so the signal only remembers.
 */
class Signal {
  aborted = false;
  private readonly listeners = new Set<() => void>();

  addEventListener(_: 'abort', listener: () => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_: 'abort', listener: () => void): void {
    this.listeners.delete(listener);
  }

  tell(): void {
    this.aborted = true;
    for (const listener of this.listeners) listener();
  }
}

export class AbortController {
  readonly signal = new Signal();

  abort(): void {
    this.signal.tell();
  }
}
