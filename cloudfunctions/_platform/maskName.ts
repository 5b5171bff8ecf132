/** 王** for what others may see of a name. */
export function maskName(name: string): string {
  const letters = [...name];
  return `${letters[0] ?? ''}${'*'.repeat(Math.min(Math.max(letters.length - 1, 1), 2))}`;
}
