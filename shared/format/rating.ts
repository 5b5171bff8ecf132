const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** "4.82", of hundredths of a star. */
export const showAverage = (hundredths: number): string =>
  `${Math.floor(hundredths / 100)}.${twoDigits(hundredths % 100)}`;

/** "4.8": cut, not rounded, so that it is never more than the longer one. */
export const showAverageShort = (hundredths: number): string => showAverage(hundredths).slice(0, -1);
