import { priceOf, takeOut } from './appreciation';
import { by, ceil, floor, times, units, whole } from './fraction';
import { credit, type EventFile, memberOf, Refused, type World } from './world';

/** Rules §5: an administrator adds or removes points of a member. */
export function adjust(world: World, event: EventFile): void {
  const { appreciation, release } = world.plan;
  if (!(event.asset === 'spendable' ? release : appreciation)) throw new Refused('the plan is off');
  const member = memberOf(world, event.member);
  const field = event.asset === 'appreciating' ? 'points' : (event.asset as 'stable' | 'spendable');
  const amount = units((event.add ?? event.remove)!, field === 'points' ? 6 : 2);
  if (amount === 0n) throw new Refused('nothing');
  if (event.add === undefined) {
    if (amount > member[field]) throw new Refused('more than held');
    member[field] -= amount;
    if (field === 'points') takeOut(world, amount, floor(times(whole(amount), priceOf(world))));
    return;
  }
  if (field === 'spendable') {
    credit(member, 'spendable', amount);
    return;
  }
  const price = priceOf(world);
  const minted = field === 'points' ? amount : ceil(by(whole(amount), price));
  if (world.minted + minted > units(appreciation!.maxSupply, 6)) throw new Refused('past the supply');
  world.pool += ceil(times(whole(minted), price));
  world.minted += minted;
  world.circulating += minted;
  member[field] += amount;
  if (field === 'stable') world.reserve += minted;
}
