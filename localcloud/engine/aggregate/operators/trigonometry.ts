import { typeName } from '../../value/compare';
import type { Value } from '../../value/value';
import { binary, unary } from './numbers';
import { isNil, type Operator, onValue, onValues } from './operator';

/** A function of a number between bounds, which MongoDB refuses outside of them. */
const bounded = (name: string, least: number, most: number, compute: (value: number) => number): Operator =>
  unary(name, (value) => {
    if (value < least || value > most)
      throw new Error(`cannot apply ${name} to ${value}, value must be in [${least},${most}]`);
    return compute(value);
  });

const infinite = Number.POSITIVE_INFINITY;

/** Sines and tangents are of finite angles. */
const ofAngle = (name: string, compute: (value: number) => number): Operator =>
  unary(name, (value) => {
    if (Math.abs(value) === infinite) throw new Error(`cannot apply ${name} to ${value}, value must be in (-inf,inf)`);
    return compute(value);
  });

function wholeOf(name: string, value: Value): bigint {
  if (!Number.isSafeInteger(value))
    throw new Error(`${name} only supports int and long operands, found: ${typeName(value)}`);
  return BigInt(value as number);
}

const onBits = (name: string, start: bigint, compute: (a: bigint, b: bigint) => bigint): Operator =>
  onValues((operands) => {
    const whole = operands.map((operand) => (isNil(operand) ? null : wholeOf(name, operand)));
    if (whole.includes(null)) return null;
    return Number(BigInt.asIntN(64, (whole as bigint[]).reduce(compute, start)));
  });

/** Angles and bits: mingo takes their operand only without a list, and lets text through. */
export const trigonometry: Record<string, Operator> = {
  $acos: bounded('$acos', -1, 1, Math.acos),
  $acosh: bounded('$acosh', 1, infinite, Math.acosh),
  $asin: bounded('$asin', -1, 1, Math.asin),
  $asinh: unary('$asinh', Math.asinh),
  $atan: unary('$atan', Math.atan),
  $atanh: bounded('$atanh', -1, 1, Math.atanh),
  $atan2: binary('$atan2', Math.atan2),
  $cos: ofAngle('$cos', Math.cos),
  $cosh: unary('$cosh', Math.cosh),
  $sin: ofAngle('$sin', Math.sin),
  $sinh: unary('$sinh', Math.sinh),
  $tan: ofAngle('$tan', Math.tan),
  $tanh: unary('$tanh', Math.tanh),
  $degreesToRadians: unary('$degreesToRadians', (value) => (value * Math.PI) / 180),
  $radiansToDegrees: unary('$radiansToDegrees', (value) => (value * 180) / Math.PI),
  $sigmoid: unary('$sigmoid', (value) => 1 / (1 + Math.exp(-value))),
  $bitAnd: onBits('$bitAnd', -1n, (a, b) => a & b),
  $bitOr: onBits('$bitOr', 0n, (a, b) => a | b),
  $bitXor: onBits('$bitXor', 0n, (a, b) => a ^ b),
  $bitNot: onValue('$bitNot', (value) => (isNil(value) ? null : Number(~wholeOf('$bitNot', value)))),
};
