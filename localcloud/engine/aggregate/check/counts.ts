/** How many operands an operator takes: at least, and at most. */
type Count = readonly [least: number, most: number];

const any = Number.POSITIVE_INFINITY;

const operatorsByCount: Array<[Count, string]> = [
  [
    [1, 1],
    `$abs $acos $acosh $asin $asinh $atan $atanh $bitNot $ceil $cos $cosh $degreesToRadians $exp $floor $ln $log10
     $radiansToDegrees $sigmoid $sin $sinh $sqrt $tan $tanh $allElementsTrue $anyElementTrue $arrayToObject $first
     $isArray $isNumber $last $not $objectToArray $reverseArray $size $strLenBytes $strLenCP $toBool $toDate $toDecimal
     $toDouble $toHashedIndexKey $toInt $toLong $toLower $toObjectId $toString $toUpper $type`,
  ],
  [[1, 2], '$round $trunc'],
  [
    [2, 2],
    `$arrayElemAt $atan2 $cmp $divide $eq $gt $gte $in $log $lt $lte $mod $ne $pow $setDifference $setIsSubset $split
     $strcasecmp $subtract`,
  ],
  [[2, 3], '$range $slice'],
  [[2, 4], '$indexOfArray $indexOfBytes $indexOfCP'],
  [[3, 3], '$substr $substrBytes $substrCP'],
  [[2, any], '$ifNull $setEquals'],
  [
    [0, any],
    `$add $and $avg $bitAnd $bitOr $bitXor $concat $concatArrays $max $mergeObjects $min $multiply $or $setIntersection
     $setUnion $stdDevPop $stdDevSamp $sum`,
  ],
];

/** Operators whose operands are a list, or one alone, with how many they take. */
export const operandCounts: ReadonlyMap<string, Count> = new Map(
  operatorsByCount.flatMap(([count, names]) => names.split(/\s+/).map((name) => [name, count] as const)),
);

/** MongoDB's complaint about a number of operands; null when it is right. */
export function countComplaint(operator: string, [least, most]: Count, given: number): string | null {
  if (given >= least && given <= most) return null;
  if (least === most)
    return `(Location16020) Expression ${operator} takes exactly ${least} arguments. ${given} were passed in.`;
  if (operator === '$setEquals') return `(Location17045) $setEquals needs at least two arguments had: ${given}`;
  if (operator === '$ifNull') return `(Location1257300) $ifNull needs at least two arguments, had: ${given}`;
  return `(Location28667) Expression ${operator} takes at least ${least} arguments, and at most ${most}, but ${given} were passed in.`;
}
