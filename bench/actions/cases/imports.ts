import type { ActionName } from '@shared/contract';
import { paid } from '../orders';
import { act, nextRequestId, type Scene } from '../scene';
import { by, type CasesOf } from './case';

type Import =
  | 'admin.previewPrices'
  | 'admin.exportGoods'
  | 'admin.exportOrders'
  | 'admin.exportMembers'
  | 'admin.exportPoints'
  | 'admin.exportVouchers'
  | Extract<
      ActionName,
      `admin.${string}Import` | `admin.${string}Imports` | 'admin.sendLines' | 'admin.listImportFaults'
    >;

const beginning = (lines: number) => ({ kind: 'goods' as const, name: '商品.csv', lines, requestId: nextRequestId() });

const SIZE = (scene: Scene) => ({ line: 2, cells: [scene.goods.skuId, '', '', '', '', '0', '0'] });

async function begun(scene: Scene, lines = 1): Promise<string> {
  const { importId } = await act(scene.cloud, 'admin.beginImport', beginning(lines), scene.admin.token);
  return importId;
}

async function sent(scene: Scene): Promise<string> {
  const importId = await begun(scene);
  await act(scene.cloud, 'admin.sendLines', { importId, from: 0, lines: [SIZE(scene)] }, scene.admin.token);
  return importId;
}

async function ready(scene: Scene): Promise<string> {
  const importId = await sent(scene);
  await act(scene.cloud, 'admin.stepImport', { importId }, scene.admin.token);
  return importId;
}

async function applying(scene: Scene): Promise<string> {
  const importId = await ready(scene);
  await act(scene.cloud, 'admin.applyImport', { importId, requestId: nextRequestId() }, scene.admin.token);
  return importId;
}

export const importCases: CasesOf<Import> = {
  'admin.exportGoods': [by('admin', () => ({}))],
  'admin.exportMembers': [by('admin', () => ({}))],
  'admin.exportPoints': [by('admin', () => ({}))],
  'admin.exportVouchers': [by('admin', () => ({}))],
  'admin.exportOrders': [
    by('admin', async (scene) => {
      await paid(scene);
      return { filter: 'paid' as const, withAddress: true, requestId: nextRequestId() };
    }),
  ],
  'admin.previewPrices': [
    by('admin', ({ goods }) => ({ goodsIds: [goods.goodsId], change: { by: 'rate' as const, millionths: 50_000 } })),
  ],
  'admin.beginImport': [by('admin', () => beginning(1))],
  'admin.sendLines': [by('admin', async (scene) => ({ importId: await begun(scene), from: 0, lines: [SIZE(scene)] }))],
  'admin.stepImport': [
    by('admin', async (scene) => ({ importId: await sent(scene) }), 'looked at'),
    by('admin', async (scene) => ({ importId: await applying(scene) }), 'done'),
  ],
  'admin.applyImport': [by('admin', async (scene) => ({ importId: await ready(scene), requestId: nextRequestId() }))],
  'admin.cancelImport': [by('admin', async (scene) => ({ importId: await begun(scene), requestId: nextRequestId() }))],
  'admin.viewImport': [by('admin', async (scene) => ({ importId: await begun(scene) }))],
  'admin.listImports': [by('admin', () => ({}))],
  'admin.listImportFaults': [by('admin', async (scene) => ({ importId: await ready(scene) }))],
};
