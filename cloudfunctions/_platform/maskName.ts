/** Stands for whoever has left, and is shown whole. */
export const CLOSED_NAME = '已注销会员';

/** 王** for what others may see of a name. */
export function maskName(name: string): string {
  if (name === CLOSED_NAME) return name;
  const letters = [...name];
  return `${letters[0] ?? ''}${'*'.repeat(Math.min(Math.max(letters.length - 1, 1), 2))}`;
}
