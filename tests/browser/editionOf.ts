import type { Person, ShopWorld } from './world';

interface People {
  readonly world: ShopWorld;
  readonly owner: Person;
  readonly member: Person;
}

/** A series of these goods that was issued, and the edition of it that the member took. */
export async function editionOf(
  { world, owner, member }: People,
  skuId: string,
  picture: string,
): Promise<{ seriesId: string; editionId: string }> {
  const { seriesId } = await owner.call('admin.saveSeries', {
    title: '霜降 · 柿林',
    story: '霜降前后，柿子挂了一坡。',
    pictures: [picture],
    ground: 2,
    rights: [{ kind: 'discount', words: '到店 9 折', untilDay: null }],
    skuId,
    supply: 1_000,
    limit: 2,
    price: { asset: 'spendable', units: 100 },
    opensAtMs: world.cloud.now(),
    closesAtMs: null,
    requestId: 'every-page-series',
  });
  const { seen } = await owner.call('admin.viewSeries', { seriesId });
  await owner.call('admin.issueSeries', { seriesId, seen, requestId: 'every-page-issue' });
  const asked = { seriesId, quotedUnits: 100, payPassword: '246810', requestId: 'every-page-take' };
  const { editionId } = await member.call('collectibles.take', asked);
  return { seriesId, editionId };
}
