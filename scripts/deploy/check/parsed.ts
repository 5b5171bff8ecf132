import { type Node, parse } from 'acorn';

/** A node of a parsed file. */
export type Parsed = Node & Record<string, unknown>;

/** Every node of a script in the order of the text. Throws a SyntaxError with `loc` where it cannot be read. */
export function* nodesOf(text: string, ecmaVersion: 2018 | 2022 | 'latest'): Generator<Parsed> {
  const options = { ecmaVersion, sourceType: 'script', locations: true, allowHashBang: true } as const;
  yield* walk(parse(text, options) as unknown as Parsed);
}

function* walk(node: Parsed): Generator<Parsed> {
  yield node;
  for (const inner of Object.values(node))
    for (const one of Array.isArray(inner) ? inner : [inner])
      if (typeof one === 'object' && one !== null && typeof (one as Parsed).type === 'string')
        yield* walk(one as Parsed);
}

/** `line:column`, both counted from 1. */
export const placeOf = ({ loc }: { loc?: { start: { line: number; column: number } } | null }): string =>
  loc ? `${loc.start.line}:${loc.start.column + 1}` : '?';

/** The name of a plain member or of an identifier. */
export const nameOf = (node: unknown): string | undefined => {
  const { type, name, value } = (node ?? {}) as { type?: string; name?: string; value?: unknown };
  if (type === 'Identifier') return name;
  return type === 'Literal' && typeof value === 'string' ? value : undefined;
};

/** The source of a place in a bundle of esbuild: the last module that was named before it. */
export function sourceAt(text: string, position: number): string | undefined {
  const named = [...text.slice(0, position).matchAll(/^ *\/\/ ([\w@./-]+\.(?:tsx?|[cm]?js))$/gm)];
  return named.at(-1)?.[1];
}
