/** Something that would not run on the platform, and where it stands. */
export interface Fault {
  /** A file, with line and column where they are known, or a file and a name in it. */
  readonly place: string;
  /** What is wrong, and what to do where it is not plain. */
  readonly what: string;
}

/** A fault as one line. */
export const faultLine = ({ place, what }: Fault): string => `${place}: ${what}`;
