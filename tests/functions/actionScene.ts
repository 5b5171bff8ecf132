import type { Person, Scene } from '../../bench/actions/scene';
import { ADMIN_PHONES, type Joined, type TestWorld } from './world';

const person = ({ memberId, inviteCode, token }: Omit<Person, 'phone'>, phone: string): Person => ({
  phone,
  memberId,
  inviteCode,
  token,
});

/** The scene in which every action of the contract can be done: who referred, who was referred and bought, administrators. */
export async function sceneOf(
  world: TestWorld,
  leader: { readonly phone: string } & Joined,
  buyer: { readonly phone: string } & Joined,
): Promise<Scene> {
  const administrator = async (at: 0 | 1): Promise<Person> => {
    const token = world.admins[at];
    return person({ ...(await world.call('account.me', {}, token)), token }, ADMIN_PHONES[at]!);
  };
  return {
    cloud: world.cloud,
    leader: person(leader, leader.phone),
    buyer: { ...person(buyer, buyer.phone), addressId: buyer.addressId },
    admin: await administrator(0),
    secondAdmin: await administrator(1),
    goods: { goodsId: 'apple', skuId: 'apple-1', shopId: 'own' },
  };
}
