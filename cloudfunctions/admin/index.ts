import { serve } from '../_actions/handler';
import {
  approveProposal,
  listProposals,
  previewAdjustment,
  previewReversal,
  proposeAdjustment,
  proposeReversal,
  rejectProposal,
} from './approvals';
import { changeStock, saveCategory, saveGoods, saveShop } from './goods';
import { approveRefund, listOrders, rejectRefund, ship } from './orders';
import { placePicture } from './pictures';
import { checkPlans, listVersions, publishPlans } from './plans';
import {
  approveClearance,
  listClearances,
  listCloses,
  proposeClearance,
  revokeClearance,
  saveSettings,
  setRole,
} from './trust';
import { resolveUpload } from './uploads';

/** Everything behind the administrator's role. */
export const main = serve<'admin'>({
  'admin.listOrders': listOrders,
  'admin.ship': ship,
  'admin.resolveUpload': resolveUpload,
  'admin.approveRefund': approveRefund,
  'admin.rejectRefund': rejectRefund,
  'admin.checkPlans': checkPlans,
  'admin.publishPlans': publishPlans,
  'admin.planVersions': listVersions,
  'admin.saveShop': saveShop,
  'admin.saveCategory': saveCategory,
  'admin.saveGoods': saveGoods,
  'admin.changeStock': changeStock,
  'admin.placePicture': placePicture,
  'admin.proposeClearance': proposeClearance,
  'admin.approveClearance': approveClearance,
  'admin.revokeClearance': revokeClearance,
  'admin.listClearances': listClearances,
  'admin.setRole': setRole,
  'admin.saveSettings': saveSettings,
  'admin.listCloses': listCloses,
  'admin.previewReversal': previewReversal,
  'admin.proposeReversal': proposeReversal,
  'admin.previewAdjustment': previewAdjustment,
  'admin.proposeAdjustment': proposeAdjustment,
  'admin.approveProposal': approveProposal,
  'admin.rejectProposal': rejectProposal,
  'admin.listProposals': listProposals,
});
