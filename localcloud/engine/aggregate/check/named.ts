/** How MongoDB words its complaints about an operator's object of named arguments. */
interface Wording {
  notAnObject(operator: string, type: string): string;
  unknown(operator: string, key: string): string;
  missing(operator: string, key: string): string;
}

/** What an operator's object may and must hold. */
export interface Named {
  required: readonly string[];
  optional: readonly string[];
  wording: Wording;
}

const parameters: Wording = {
  notAnObject: (operator) => `${operator} only supports an object as its argument`,
  unknown: (operator, key) => `Unrecognized parameter to ${operator}: ${key}`,
  missing: (operator, key) => `Missing '${key}' parameter to ${operator}`,
};

const dateArguments: Wording = {
  ...parameters,
  unknown: (operator, key) => `Unrecognized argument to ${operator}: ${key}`,
};

const specified: Wording = {
  notAnObject: (operator, type) => `${operator} requires an object as an argument, found: ${type}`,
  unknown: (operator, key) => `${operator} found an unknown argument: ${key}`,
  missing: (operator, key) => `${operator} requires '${key}' to be specified`,
};

const fields: Wording = {
  notAnObject: (operator, type) => `${operator} only supports an object as an argument, found ${type}`,
  unknown: (operator, key) => `${operator} found an unknown argument: ${key}`,
  missing: (operator, key) => `${operator} requires an '${key}' field`,
};

const expressions: Wording = {
  notAnObject: (operator, type) => `${operator} expects an object of named arguments but found: ${type}`,
  unknown: (operator, key) => `${operator} found an unknown argument: ${key}`,
  missing: (operator, key) => `Missing '${key}' parameter to ${operator}`,
};

const patterns: Wording = {
  notAnObject: expressions.notAnObject,
  unknown: (operator, key) => `${operator} found unknown argument: ${key}`,
  missing: (operator, key) => `${operator} requires '${key}' parameter`,
};

const severals: Wording = {
  notAnObject: (operator, type) => `specification must be an object; found ${operator}: ${type}`,
  unknown: (_operator, key) => `Unknown argument for 'n' operator: ${key}`,
  missing: (_operator, key) => `Missing value for '${key}'`,
};

const schemas: Wording = {
  notAnObject: (operator, type) => `specification must be an object; found ${operator}: ${type}`,
  unknown: (operator, key) => `BSON field '${operator}.${key}' is an unknown field.`,
  missing: (operator, key) => `BSON field '${operator}.${key}' is missing but a required field`,
};

const named = (wording: Wording, required: string, optional = ''): Named => ({
  wording,
  required: required.split(' ').filter(Boolean),
  optional: optional.split(' ').filter(Boolean),
});

const partsOfDates = 'year month day isoWeekYear isoWeek isoDayOfWeek hour minute second millisecond timezone';

/** Operators that take an object of named arguments. Those with rules beyond their names are in `special.ts` too. */
export const namedArguments: ReadonlyMap<string, Named> = new Map(
  Object.entries({
    $map: named(parameters, 'input in', 'as'),
    $filter: named(parameters, 'input cond', 'as limit'),
    $let: named(parameters, 'vars in'),
    $reduce: named(specified, 'input initialValue in'),
    $zip: named(specified, 'inputs', 'useLongestLength defaults'),
    $switch: named(specified, 'branches', 'default'),
    $sortArray: named(specified, 'input sortBy'),
    $firstN: named(severals, 'n input'),
    $lastN: named(severals, 'n input'),
    $maxN: named(severals, 'n input'),
    $minN: named(severals, 'n input'),
    $median: named(schemas, 'input method'),
    $percentile: named(schemas, 'input p method'),
    $getField: named(specified, 'field input'),
    $setField: named(specified, 'field input value'),
    $unsetField: named(specified, 'field input'),
    $convert: named(expressions, 'input to', 'onError onNull'),
    $dateToString: named(dateArguments, 'date', 'format timezone onNull'),
    $dateFromString: named(dateArguments, 'dateString', 'format timezone onError onNull'),
    $dateFromParts: named(dateArguments, '', partsOfDates),
    $dateToParts: named(dateArguments, 'date', 'timezone iso8601'),
    $dateAdd: named(dateArguments, 'startDate unit amount', 'timezone'),
    $dateSubtract: named(dateArguments, 'startDate unit amount', 'timezone'),
    $dateDiff: named(dateArguments, 'startDate endDate unit', 'timezone startOfWeek'),
    $dateTrunc: named(dateArguments, 'date unit', 'binSize timezone startOfWeek'),
    $trim: named(fields, 'input', 'chars'),
    $ltrim: named(fields, 'input', 'chars'),
    $rtrim: named(fields, 'input', 'chars'),
    $regexMatch: named(patterns, 'input regex', 'options'),
    $regexFind: named(patterns, 'input regex', 'options'),
    $regexFindAll: named(patterns, 'input regex', 'options'),
    $replaceOne: named(specified, 'input find replacement'),
    $replaceAll: named(specified, 'input find replacement'),
  }),
);

/** The object forms of `$cond` and of the parts of a date, which may also be given otherwise. */
export const conditionArguments: Named = named(parameters, 'if then else');
export const datePartArguments: Named = named(
  {
    notAnObject: (operator) => `${operator} takes a date, or an object of its date and timezone`,
    unknown: (operator, key) => `unrecognized option to ${operator}: "${key}"`,
    missing: (operator, key) => `missing '${key}' argument to ${operator}`,
  },
  'date',
  'timezone',
);

/** Parts of a date, which take one operand or an object of a date and a timezone. */
export const dateParts: ReadonlySet<string> = new Set(
  `$year $month $dayOfMonth $dayOfWeek $dayOfYear $hour $minute $second $millisecond $week $isoWeek $isoWeekYear
   $isoDayOfWeek`.split(/\s+/),
);
