/** An exchange could not be reached, or answered something else than it should. What was asked may be asked again. */
export class Unreachable extends Error {}
