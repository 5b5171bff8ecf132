/**
 * What browsers of iOS 12 and Chrome 78 lack and packages of ours call without asking: `replaceAll`, by the router for
 * every address, and `Object.hasOwn`, by the hashes that signatures are checked with. Loaded before anything else, in browsers alone.
 */
function replaceAll(this: string, what: string | RegExp, by: string): string {
  const every = typeof what === 'string' ? new RegExp(what.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g') : what;
  return this.replace(every, by);
}

if (!String.prototype.replaceAll) {
  Object.defineProperty(String.prototype, 'replaceAll', { value: replaceAll, writable: true, configurable: true });
}

const hasOwn = (of: object, name: PropertyKey): boolean => Object.getOwnPropertyDescriptor(of, name) !== undefined;

if (!Object.hasOwn) Object.defineProperty(Object, 'hasOwn', { value: hasOwn, writable: true, configurable: true });
