/** A mistake of our own: a rule called with what it must never be called with. Never shown to a member. */
export class Invariant extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Invariant';
  }
}

/** Throws Invariant with the message unless the claim holds. */
export function invariant(claim: boolean, message: string): asserts claim {
  if (!claim) throw new Invariant(message);
}
