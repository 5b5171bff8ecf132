import { newId } from '../_platform/ids';

const BEGINS = 'P';
const LENGTH = 16;

/** The event by which those who run a shop give pieces of an order back of their own accord: part of its refund's number. */
export const shopsOwnEvent = (): string => newId(BEGINS, LENGTH);

/** Whether a refund's number is of such an event. */
export const isShopsOwn = (refundNo: string): boolean => /R-P[0-9A-Z]{16}$/.test(refundNo);
