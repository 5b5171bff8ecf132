import type { Bundle } from './bundles';
import type { Fault } from './fault';
import { nameOf, type Parsed } from './parsed';

/** Calls what is declared by its name, to see whether the permission is there. */
const PROBE = 'cloudfunctions/_actions/probe.ts';

/** An open interface that a function calls, and where. */
interface Used {
  readonly name: string;
  readonly node: Parsed;
}

/** Calls of `….openapi.group.method`, which the SDK makes of any name; a computed name cannot be checked. */
function openapiOf({ nodes }: Bundle): { used: Used[]; computed: Parsed[] } {
  const used: Used[] = [];
  const computed: Parsed[] = [];
  const isOpenapi = (node: Parsed): boolean => node.type === 'MemberExpression' && memberOf(node) === 'openapi';
  for (const node of nodes) {
    if (node.type !== 'MemberExpression') continue;
    const group = plain(node.object as Parsed);
    if (isOpenapi(node) && !memberOf(node)) continue;
    if (group.type !== 'MemberExpression' || !isOpenapi(plain(group.object as Parsed))) continue;
    const [first, second] = [memberOf(group), memberOf(node)];
    if (first && second) used.push({ name: `${first}.${second}`, node });
    else computed.push(node);
  }
  return { used, computed };
}

/** Without what a lowered `?.` or a cast leaves around it. */
const plain = (node: Parsed): Parsed =>
  node.type === 'ChainExpression' || node.type === 'ParenthesizedExpression' ? plain(node.expression as Parsed) : node;

const memberOf = ({ computed, property }: Parsed): string | undefined =>
  computed && (property as Parsed).type !== 'Literal' ? undefined : nameOf(property);

/** The open interfaces that a function calls, each once. */
export const openapiCalls = (bundle: Bundle): string[] => [...new Set(openapiOf(bundle).used.map(({ name }) => name))];

/** Whether a function asks for payments or refunds: the merchant's authorisations of the checklist. */
export const usesCloudPay = ({ nodes }: Bundle): boolean =>
  nodes.some((node) => node.type === 'MemberExpression' && memberOf(node) === 'cloudPay');

/**
 * Open interfaces that are called and not declared (the platform answers -604101), and declared ones that nothing
 * calls: a permission more than is needed.
 */
export function checkPermissions(bundle: Bundle): Fault[] {
  const place = `cloudfunctions/${bundle.name}/config.json`;
  const declared = bundle.config.permissions?.openapi ?? [];
  const { used, computed } = openapiOf(bundle);
  const missing = new Map(used.filter(({ name }) => !declared.includes(name)).map((one) => [one.name, one.node]));
  return [
    ...[...missing].map(([name, node]) => ({
      place,
      what: `permissions.openapi lacks "${name}", which ${bundle.placeOf(node)} calls`,
    })),
    ...declared
      .filter((name) => !used.some((one) => one.name === name))
      .map((name) => ({ place, what: `permissions.openapi declares "${name}", which nothing calls` })),
    ...computed
      .map((node) => bundle.placeOf(node))
      .filter((source) => source !== PROBE)
      .map((source) => ({
        place: source,
        what: 'calls an open interface by a computed name: name it, so that its permission can be checked',
      })),
  ];
}
