/** The address of a goods picture: whole as stored, or a path of the place that serves the shop. Never bundled. */
export function pictureAddress(picture: string): string {
  if (/^(https?:|cloud:|data:)/.test(picture)) return picture;
  return `${CALL_ADDRESS}/${picture.replace(/^\//, '')}`;
}
