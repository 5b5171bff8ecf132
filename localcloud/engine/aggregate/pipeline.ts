import type { MatchContext } from '../query/match';
import type { State } from '../state';
import type { Fields } from '../value/value';

export function aggregate(_state: State, _name: string, _pipeline: Fields[], _context: MatchContext): Fields[] {
  throw new Error('being written');
}
