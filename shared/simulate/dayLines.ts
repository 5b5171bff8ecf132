import type { MemberDay } from './result';

type Line = { -readonly [K in keyof MemberDay]: MemberDay[K] };

/** What the members were credited today, by member index; written by the parts of the close. */
export class DayLines {
  private readonly lines = new Map<number, Line>();

  constructor(private readonly day: number) {}

  /** The line of a member who is credited something; made when first asked for. */
  of(member: number): Line {
    let line = this.lines.get(member);
    if (!line) {
      line = {
        day: this.day,
        proportional: 0,
        tier: 0,
        static: 0,
        firstGeneration: 0,
        secondGeneration: 0,
        team: 0,
        sameRank: 0,
        forcedExit: 0,
      };
      this.lines.set(member, line);
    }
    return line;
  }

  entries(): Iterable<[number, MemberDay]> {
    return this.lines;
  }
}
