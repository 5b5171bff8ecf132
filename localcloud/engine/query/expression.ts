import { evaluate } from '../aggregate/evaluate';
import type { Fields, Value } from '../value/value';
import type { MatchContext } from './match';

/** `$expr`: false, null, zero and missing are false, everything else is true. */
export function matchesExpression(expression: Value, document: Fields, context: MatchContext): boolean {
  const result = evaluate(document, expression, context);
  return result !== false && result !== null && result !== undefined && result !== 0;
}
