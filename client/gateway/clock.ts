/** How far the shop's clock is ahead of this device's, as the newest answer told. */
let aheadMs = 0;

/** Notes the shop's clock, which every answer of an action tells. */
export function heardClock(nowMs: number | undefined): void {
  if (nowMs !== undefined && Number.isFinite(nowMs)) aheadMs = nowMs - Date.now();
}

/**
 * Now by the shop's clock: what is compared with a moment of the shop is compared by this, since a phone's clock may be
 * set wrong. Before the first answer it is the device's.
 */
export const serverNow = (): number => Date.now() + aheadMs;
