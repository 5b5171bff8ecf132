import fc from 'fast-check';
import * as z from 'zod';

/** A JSON schema, of which only what the contract's inputs are made of is read. */
interface Schema {
  readonly $ref?: string;
  readonly $defs?: Record<string, Schema>;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string;
  readonly properties?: Record<string, Schema>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** Texts that somebody means ill by, or that no form sends. */
const ODD = [
  '',
  ' ',
  '\u0000',
  '\u202Eabc',
  '👩‍👩‍👧‍👦'.repeat(3),
  '一'.repeat(300),
  'a'.repeat(500),
  '<script>alert(1)</script>',
  '=1+1',
  '$ne',
  '../..',
  '__proto__',
  'constructor',
  'null',
  '0',
  '-1',
  '1e9',
];
const KNOWN_AT_MOST = 60;
const ATTEMPTS = 12;

/**
 * Inputs that an action's schema lets through, whatever else may be wrong with them: the least and the most of numbers,
 * odd texts, and what earlier answers named by the same key, so that they are about what is there. By a seed.
 */
export class Inputs {
  #state: number;
  readonly #known = new Map<string, Set<string>>();
  readonly #schemas = new Map<string, Schema>();

  constructor(seed: number) {
    this.#state = seed * 7919 + 1;
  }

  /** Remembers each text of an answer under its key; a list's under the key of one. */
  learn(value: unknown, key = ''): void {
    if (Array.isArray(value)) for (const one of value) this.learn(one, key.replace(/s$/, ''));
    else if (value !== null && typeof value === 'object')
      for (const [name, one] of Object.entries(value)) this.learn(one, name);
    else if (typeof value === 'string' && key !== '' && key !== 'requestId') {
      const known = this.#known.get(key) ?? new Set();
      if (known.size < KNOWN_AT_MOST) this.#known.set(key, known.add(value));
    }
  }

  /** An input of an action; null where none was found that its schema lets through. */
  of(name: string, input: z.ZodType): Record<string, unknown> | null {
    const schema =
      this.#schemas.get(name) ?? (z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema);
    this.#schemas.set(name, schema);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const made = this.#value(schema, '', schema.$defs ?? {});
      if (input.safeParse(made).success) return made as Record<string, unknown>;
    }
    return null;
  }

  /** From 0 up to 1. */
  chance(): number {
    this.#state = (this.#state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return this.#state / 0x7fffffff;
  }

  #pick<Value>(values: readonly Value[]): Value {
    return values[Math.min(values.length - 1, Math.floor(this.chance() * values.length))]!;
  }

  #value(schema: Schema, key: string, defs: Record<string, Schema>): unknown {
    if (schema.$ref) return this.#value(defs[schema.$ref.split('/').at(-1)!]!, key, defs);
    if ('const' in schema) return schema.const;
    if (schema.enum) return this.#pick(schema.enum);
    const either = schema.anyOf ?? schema.oneOf;
    if (either) return this.#value(this.#pick(either), key, defs);
    switch (schema.type) {
      case 'object':
        return this.#object(schema, defs);
      case 'array':
        return this.#list(schema, key, defs);
      case 'integer':
      case 'number':
        return this.#number(schema);
      case 'boolean':
        return this.chance() < 0.5;
      case 'null':
        return null;
      default:
        return this.#text(schema, key);
    }
  }

  #object({ properties, required = [], additionalProperties, propertyNames }: Schema, defs: Record<string, Schema>) {
    const made: Record<string, unknown> = {};
    for (const [name, one] of Object.entries(properties ?? {}))
      if (required.includes(name) || this.chance() < 0.6) made[name] = this.#value(one, name, defs);
    if (!properties && typeof additionalProperties === 'object') {
      const name = propertyNames ? String(this.#value(propertyNames, 'skuId', defs)) : this.#text({}, 'skuId');
      made[name] = this.#value(additionalProperties, name, defs);
    }
    return made;
  }

  #list({ items, prefixItems, minItems = 0, maxItems = 3 }: Schema, key: string, defs: Record<string, Schema>) {
    const one = key.replace(/s$/, '');
    if (prefixItems) return prefixItems.map((each) => this.#value(each, one, defs));
    const length = Math.min(maxItems, Math.max(minItems, Math.floor(this.chance() * 3)));
    return Array.from({ length }, () => this.#value(items ?? {}, one, defs));
  }

  #number({ minimum = -1_000, maximum = Number.MAX_SAFE_INTEGER }: Schema): number {
    const near = Math.min(maximum, minimum + Math.floor(this.chance() * 100));
    const far = Math.floor(minimum + this.chance() * (maximum - minimum));
    return this.#pick([minimum, maximum, Math.min(maximum, Math.max(minimum, 1)), near, far]);
  }

  #text({ minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern }: Schema, key: string): string {
    const form = pattern ? new RegExp(pattern, 'u') : /^/;
    const fits = (text: string) => text.length >= minLength && text.length <= maxLength && form.test(text);
    const known = [...(this.#known.get(key) ?? [])].filter(fits);
    if (known.length > 0 && this.chance() < 0.8) return this.#pick(known);
    const odd = ODD.filter(fits);
    if (odd.length > 0 && this.chance() < 0.5) return this.#pick(odd);
    const seed = Math.floor(this.chance() * 1e9);
    const drawn = fc.sample(fc.stringMatching(form), { numRuns: 5, seed }).find(fits);
    return drawn ?? 'x'.repeat(Math.max(minLength, 1));
  }
}
