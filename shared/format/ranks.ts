/** Names of the ranks of the release, from rank 1 (rules §4). Shown to members: Chinese. */
const RANK_NAMES = ['青铜', '白银', '黄金', '铂金', '钻石', '星耀', '王者'];

/** The name of a rank; null for none. Beyond the seventh the last name stays, with the number. */
export const rankName = (rank: number): string | null =>
  rank === 0 ? null : (RANK_NAMES[rank - 1] ?? `${RANK_NAMES[RANK_NAMES.length - 1]} ${rank}`);
