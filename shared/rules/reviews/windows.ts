const DAY_MS = 86_400_000;
const WRITE_WITHIN_DAYS = 30;
const ADD_WITHIN_DAYS = 30;

/** Until when what was received may be reviewed. */
export const mayWriteUntil = (receivedAtMs: number): number => receivedAtMs + WRITE_WITHIN_DAYS * DAY_MS;

/** Until when a review may be added to, once. */
export const mayAddUntil = (writtenAtMs: number): number => writtenAtMs + ADD_WITHIN_DAYS * DAY_MS;
