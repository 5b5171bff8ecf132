/**
 * floor(numerator / denominator), exact for whole numbers 0 <= numerator < 2^53 and denominator >= 1: the one place of
 * the close that divides.
 *
 * Why the double quotient's floor is right: let n be the first whole number above the true quotient q. Rounding never
 * passes n, since n is a double; it would have to reach n exactly to go wrong. But n - q >= 1/denominator, while half a
 * unit in the last place of q is at most q / 2^53 < 1/denominator. So the rounded quotient stays below n, and not below
 * floor(q), which is a double too. (Unlike mulDivDown of the kernel, this one neither brands nor checks: it runs four
 * times for every member, on sums that closeNarrow has shown to be below 2^53.)
 */
export const wholeQuotient = (numerator: number, denominator: number): number => Math.floor(numerator / denominator);
