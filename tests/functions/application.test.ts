// A shop of one's own: applied for with a licence, decided once, made together with its owner's role.
import type { InputOf } from '@shared/contract';
import { atEverySeam } from './interleave';
import { Seam } from './seam';
import { type Joined, joinMember, nextRequest, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(300_000);

let world: TestWorld;
const seam = new Seam();
let phones = 13_800_000_300;
const someone = (): Promise<Joined> => joinMember(world, String((phones += 1)));

beforeAll(async () => {
  world = await startWorld({ timers: 'none', workers: 3, beforeRequest: seam.beforeRequest });
  await openShop(world);
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

async function licenceOf({ token }: Joined): Promise<string> {
  const file = { kind: 'licence' as const, type: 'webp' as const, bytes: 12, digest: 'a'.repeat(64) };
  const { cloudPath } = await world.call('merchant.placePicture', file, token);
  return world.cloud.storage.put(cloudPath, Buffer.from('RIFF0000WEBP'));
}

async function asking(
  member: Joined,
  more: Partial<InputOf<'merchant.apply'>> = {},
): Promise<InputOf<'merchant.apply'>> {
  return {
    shopName: '山脚茶铺',
    industry: 'grocery',
    contactName: '陈静',
    phone: '13712345678',
    licences: [await licenceOf(member)],
    requestId: nextRequest(),
    ...more,
  };
}

const decide = (applicationId: string, isApproved: boolean, requestId = nextRequest()) => ({
  applicationId,
  isApproved,
  reason: isApproved ? '资料齐' : '执照看不清，重拍再交',
  requestId,
});
const shopsOf = ({ memberId }: Joined) => world.cloud.engine.find('shops', { ownerId: memberId });

test('approved, the shop, its owner and the role are there together; the applicant is at home in it', async () => {
  const member = await someone();
  const { applicationId, state } = await world.call('merchant.apply', await asking(member), member.token);
  expect(state).toBe('submitted');
  expect(await world.refused('merchant.apply', await asking(member), member.token)).toBe('application/open');
  const { applications } = await world.call('admin.listApplications', {}, world.admins[0]);
  expect(applications.map((one) => one.applicationId)).toContain(applicationId);
  // A list shows neither phone nor licence; a look at them is written down.
  expect(JSON.stringify(applications)).not.toContain('13712345678');
  const whole = await world.call('admin.viewApplication', { applicationId }, world.admins[0]);
  expect(whole).toMatchObject({ phone: '13712345678', licences: [expect.stringContaining('/licence/')] });
  expect(world.cloud.engine.find('audit', { action: 'admin.viewApplication' })).toHaveLength(1);

  const { shopId } = await world.call('admin.decideApplication', decide(applicationId, true), world.admins[0]);
  expect(shopsOf(member)).toMatchObject([{ _id: shopId, name: '山脚茶铺' }]);
  expect(await world.call('merchant.home', {}, member.token)).toMatchObject({ shop: { shopId, name: '山脚茶铺' } });
  expect(await world.refused('merchant.apply', await asking(member), member.token)).toBe('application/ownsShop');
});

test('refused with a reason, it may be applied for anew; withdrawn, nobody decides it any more', async () => {
  const member = await someone();
  const { applicationId } = await world.call('merchant.apply', await asking(member), member.token);
  await world.call('admin.decideApplication', decide(applicationId, false), world.admins[0]);
  const { application } = await world.call('merchant.viewApplication', {}, member.token);
  expect(application).toMatchObject({ state: 'refused', decided: { reason: '执照看不清，重拍再交' } });
  expect(shopsOf(member)).toEqual([]);
  await world.call('merchant.apply', await asking(member, { shopName: '山脚茶叶铺' }), member.token);
  await world.call('merchant.withdrawApplication', { applicationId }, member.token);
  expect(await world.refused('admin.decideApplication', decide(applicationId, true), world.admins[0])).toBe(
    'application/notInState',
  );
  const { log } = world.cloud.engine.get('applications', applicationId) as unknown as { log: { event: string }[] };
  expect(log.map(({ event }) => event)).toEqual([
    'applicant.applied',
    'platform.refused',
    'applicant.appliedAgain',
    'applicant.withdrew',
  ]);
});

test('is its applicant’s alone, and its licence his own upload', async () => {
  const [member, other] = [await someone(), await someone()];
  const { applicationId } = await world.call('merchant.apply', await asking(member), member.token);
  expect((await world.call('merchant.viewApplication', {}, other.token)).application).toBeNull();
  expect(await world.refused('merchant.withdrawApplication', { applicationId }, other.token)).toBe(
    'application/unknown',
  );
  expect(await world.refused('admin.viewApplication', { applicationId }, other.token)).toBe('identity/notAllowed');
  const theirs = await asking(other, { licences: [await licenceOf(member)] });
  expect(await world.refused('merchant.apply', theirs, other.token)).toBe('picture/unknown');
});

test('decided by two at once, or decided while it is withdrawn: one of them', async () => {
  for (const second of ['refuses', 'withdraws'] as const) {
    const met = await atEverySeam(seam, {
      prepare: async () => {
        const member = await someone();
        return { member, ...(await world.call('merchant.apply', await asking(member), member.token)) };
      },
      first: ({ applicationId }) =>
        world.cloud.call('admin.decideApplication', decide(applicationId, true), world.admins[0]),
      second: ({ applicationId, member }) =>
        second === 'refuses'
          ? world.cloud.call('admin.decideApplication', decide(applicationId, false), world.admins[1])
          : world.cloud.call('merchant.withdrawApplication', { applicationId }, member.token),
      check: ({ member, applicationId }, approved, other) => {
        expect([approved.ok, other.ok].filter(Boolean)).toHaveLength(1);
        expect(shopsOf(member)).toHaveLength(approved.ok ? 1 : 0);
        const { roles, shopId } = world.cloud.engine.get('members', member.memberId) as unknown as {
          roles: string[];
          shopId: string | null;
        };
        expect([roles.includes('merchant'), shopId !== null]).toEqual([approved.ok, approved.ok]);
        const { state } = world.cloud.engine.get('applications', applicationId) as unknown as { state: string };
        expect(state).toBe(approved.ok ? 'approved' : second === 'refuses' ? 'refused' : 'withdrawn');
      },
    });
    expect(met).toBeGreaterThan(3);
  }
});
