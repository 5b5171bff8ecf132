import { proportionalParts, staticParts, tierParts } from './closes';
import { partsOfEvent } from './events';
import type { Explained, Parts } from './parts';
import { bonusParts } from './shares';

/**
 * Explains a statement line of any kind from its inputs alone (docs/rules.md): on the functions, and again on a member's
 * own device. Throws where an input is missing: that is a fault of what was stored, never of who asks.
 */
export function explainedParts(line: Explained): Parts {
  switch (line.kind) {
    case 'dividend.proportional':
      return proportionalParts(line.inputs);
    case 'dividend.tier':
      return tierParts(line.inputs);
    case 'release.static':
      return staticParts(line.inputs);
    case 'release.firstGeneration':
    case 'release.secondGeneration':
    case 'release.team':
    case 'release.sameRank':
      return bonusParts(line.kind, line.inputs);
    default:
      return partsOfEvent(line);
  }
}
