// An instance of a function works on one call at a time, so a plain count tells what a call asked of the cloud.
let made = 0;

/** Counts a request to the cloud: of a document, a transaction, the cashier, an open interface, another function. */
export const countRequest = (): void => {
  made += 1;
};

/** How many this instance has made so far. */
export const requestsMade = (): number => made;
