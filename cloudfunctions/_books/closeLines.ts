/** The kinds of a close's lines, in the order in which they are credited (rules §3, §4). */
export const CLOSE_KINDS = [
  'dividend.proportional',
  'dividend.tier',
  'release.static',
  'release.firstGeneration',
  'release.secondGeneration',
  'release.team',
  'release.sameRank',
] as const;
export type CloseKind = (typeof CLOSE_KINDS)[number];

/** The id of a close's line: day, member and kind say all. */
export const closeEntryId = (day: string, memberId: string, kind: CloseKind): string =>
  `close:${day}:${memberId}:${kind}`;
