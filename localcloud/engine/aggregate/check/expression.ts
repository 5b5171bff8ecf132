import { typeName } from '../../value/compare';
import { checkFieldName } from '../../value/fieldPath';
import { show } from '../../value/show';
import { fieldOf, isFields, isOperators, type Value } from '../../value/value';
import { countComplaint, operandCounts } from './counts';
import { Malformed } from './malformed';
import { conditionArguments, datePartArguments, dateParts, type Named, namedArguments } from './named';
import { specialChecks } from './special';
import { checkReference, type Scope } from './variables';

/** Operators whose arguments are read in a way of their own. */
const others = ['$literal', '$rand', '$cond', ...dateParts];

/** Every operator of expressions that the engine takes. */
export const knownOperators: ReadonlySet<string> = new Set([
  ...operandCounts.keys(),
  ...namedArguments.keys(),
  ...others,
]);

/**
 * Checks an expression before any document is looked at: its operators and their arguments, its paths and variables.
 * @throws Malformed or MalformedPath with MongoDB's complaint.
 */
export function checkExpression(expression: Value, scope: Scope): void {
  if (typeof expression === 'string') {
    if (expression[0] === '$') checkReference(expression, scope);
  } else if (Array.isArray(expression)) for (const item of expression) checkExpression(item, scope);
  else if (isOperators(expression)) {
    const [operator, ...more] = Object.keys(expression) as [string, ...string[]];
    if (more.length > 0)
      throw new Malformed(
        `(Location15983) An object representing an expression must have exactly one field: ${show(expression)}`,
      );
    checkOperator(operator, expression[operator] as Value, scope);
  } else if (isFields(expression))
    for (const key of Object.keys(expression)) {
      checkFieldName(key);
      checkExpression(expression[key] as Value, scope);
    }
}

function checkOperator(operator: string, operand: Value, scope: Scope): void {
  if (operator === '$literal') return;
  const count = operandCounts.get(operator);
  if (count) {
    const operands = Array.isArray(operand) ? operand : [operand];
    const complaint = countComplaint(operator, count, operands.length);
    if (complaint !== null) throw new Malformed(complaint);
    for (const item of operands) checkExpression(item, scope);
    return;
  }
  const named = namedArguments.get(operator);
  if (named) checkNamed(operator, named, operand, scope);
  else if (operator === '$cond') checkCondition(operand, scope);
  else if (operator === '$rand') checkRandom(operand);
  else if (dateParts.has(operator)) checkDatePart(operator, operand, scope);
  else throw new Malformed(`(InvalidPipelineOperator) Unrecognized expression '${operator}'`);
}

function checkNamed(operator: string, named: Named, operand: Value, scope: Scope): void {
  const { wording, required, optional } = named;
  // A field of the document at hand may be named alone.
  if (operator === '$getField' && !(isFields(operand) && !isOperators(operand))) {
    specialChecks.$getField!({ field: operand }, scope, checkExpression);
    return;
  }
  if (!isFields(operand)) throw new Malformed(wording.notAnObject(operator, typeName(operand)));
  for (const key of Object.keys(operand))
    if (!required.includes(key) && !optional.includes(key)) throw new Malformed(wording.unknown(operator, key));
  for (const key of required)
    if (fieldOf(operand, key) === undefined) throw new Malformed(wording.missing(operator, key));
  const special = Object.hasOwn(specialChecks, operator) ? specialChecks[operator] : undefined;
  if (special) special(operand, scope, checkExpression);
  else for (const key of Object.keys(operand)) checkExpression(operand[key] as Value, scope);
}

function checkCondition(operand: Value, scope: Scope): void {
  if (isFields(operand)) {
    checkNamed('$cond', conditionArguments, operand, scope);
    return;
  }
  const operands = Array.isArray(operand) ? operand : [operand];
  const complaint = countComplaint('$cond', [3, 3], operands.length);
  if (complaint !== null) throw new Malformed(complaint);
  for (const item of operands) checkExpression(item, scope);
}

function checkRandom(operand: Value): void {
  const isEmpty = isFields(operand) ? Object.keys(operand).length === 0 : Array.isArray(operand) && !operand.length;
  if (!isEmpty) throw new Malformed('(Location3040501) $rand does not currently accept arguments');
}

function checkDatePart(operator: string, operand: Value, scope: Scope): void {
  if (isFields(operand) && !isOperators(operand)) {
    checkNamed(operator, datePartArguments, operand, scope);
    return;
  }
  if (Array.isArray(operand) && operand.length !== 1)
    throw new Malformed(
      `(Location40536) ${operator} accepts exactly one argument if given an array, but was given: ${show(operand)}`,
    );
  const [only] = Array.isArray(operand) ? operand : [operand];
  checkExpression(only as Value, scope);
}
