import { compileExpression } from '../aggregate/evaluate';
import type { Value } from '../value/value';
import type { MatchContext, Predicate } from './predicate';

/**
 * `$expr`: false, null, zero and missing are false, everything else is true.
 * @throws DatabaseError when the expression is malformed.
 */
export function compileExpr(expression: Value, context: MatchContext): Predicate {
  const compute = compileExpression(expression, context);
  return (value) => {
    const result = compute(value as never);
    return result !== false && result !== null && result !== undefined && result !== 0;
  };
}
