import { serve } from '../_actions/handler';
import { answerAfterSales, decideAfterSales, listAfterSales, viewAfterSales } from './afterSales';
import { decideApplication, listApplications, viewApplication } from './applications';
import {
  approveProposal,
  listProposals,
  previewAdjustment,
  previewReversal,
  proposeAdjustment,
  proposeReversal,
  rejectProposal,
} from './approvals';
import { exportAudit, listAudit, viewAudit } from './audit';
import { checkAudit } from './auditCheck';
import { blockMember } from './blocking';
import { listCategories, orderCategories, saveCategory } from './categories';
import { closeCalendar, listJournal, resumeClose, viewClose } from './closes';
import { listCoupons, makeCoupon, stopCoupon } from './coupons';
import { changePrice, correctParcel, remarkOrder, seeReminder, ship } from './dispatch';
import { exportGoods, exportOrders } from './exports';
import { exportMembers, exportPoints, exportVouchers } from './exportsOfPeople';
import { previewFreight } from './freight';
import { changeStock, saveGoods, shelveGoods } from './goods';
import { applyImport, beginImport, cancelImport, sendLines } from './imports/begin';
import { listImportFaults, listImports, viewImport } from './imports/lists';
import { stepImport } from './imports/step';
import { issueSeries } from './issueSeries';
import { viewMember } from './memberPage';
import { endMemberSession, listMembers, listReferred, viewMemberPhone } from './members';
import { endOffer, saveOffer, viewOffer } from './offers';
import { openWithoutPoints, viewOpening } from './opening';
import { listOrders } from './orders';
import { listLowStock, viewOverview } from './overview';
import { listOwed, listShopLines, payOut, viewOwed } from './owed';
import { findMember, listStaff } from './people';
import { placePicture } from './pictures';
import { proposePlans, withdrawPlan } from './planChanges';
import { savePlanDraft, viewPlans } from './planDraft';
import { checkPlans, listVersions, publishPlans } from './plans';
import { proposeReferrer } from './referrer';
import { previewRefund, refundPieces } from './refundPieces';
import { answerReview, hideReview, listReviews } from './reviews';
import { dropSeries, listEditions, listSeries, saveSeries, viewSeries } from './series';
import { listSettings, restoreSettings, saveSettings, viewSettings } from './settings';
import { changeShop, listShops, saveShop, viewShop } from './shops';
import { viewAnswers, viewOrder, viewShippingAddress } from './staffOrder';
import { listGoods, previewMargins, previewPrices, viewGoods } from './stockroom';
import { setStop, viewStops } from './stops';
import { saveStorefront, viewStorefront } from './storefront';
import { judgeTopUp } from './topUps';
import { approveClearance, listClearances, listCloses, proposeClearance, revokeClearance, setRole } from './trust';
import { resolveUpload } from './uploads';
import { listVisits, redeemVoucher, viewVoucher } from './vouchers';
import { viewWatch } from './watch';
import {
  blockWithdrawals,
  listPayees,
  listWithdrawals,
  returnWithdrawal,
  reviewWithdrawal,
  stopWithdrawals,
  viewPayee,
  viewWithdrawalTerms,
} from './withdrawals';

/** Everything behind the administrator's role. */
export const main = serve<'admin'>({
  'admin.viewOverview': viewOverview,
  'admin.viewWatch': viewWatch,
  'admin.listLowStock': listLowStock,
  'admin.closeCalendar': closeCalendar,
  'admin.viewClose': viewClose,
  'admin.resumeClose': resumeClose,
  'admin.listJournal': listJournal,
  'admin.listWithdrawals': listWithdrawals,
  'admin.viewWithdrawalTerms': viewWithdrawalTerms,
  'admin.reviewWithdrawal': reviewWithdrawal,
  'admin.returnWithdrawal': returnWithdrawal,
  'admin.stopWithdrawals': stopWithdrawals,
  'admin.blockWithdrawals': blockWithdrawals,
  'admin.viewPayee': viewPayee,
  'admin.listPayees': listPayees,
  'admin.listCoupons': listCoupons,
  'admin.makeCoupon': makeCoupon,
  'admin.stopCoupon': stopCoupon,
  'admin.listOrders': listOrders,
  'admin.ship': ship,
  'admin.changePrice': changePrice,
  'admin.correctParcel': correctParcel,
  'admin.seeReminder': seeReminder,
  'admin.remarkOrder': remarkOrder,
  'admin.resolveUpload': resolveUpload,
  'admin.answerAfterSales': answerAfterSales,
  'admin.listAfterSales': listAfterSales,
  'admin.viewAfterSales': viewAfterSales,
  'admin.decideAfterSales': decideAfterSales,
  'admin.listReviews': listReviews,
  'admin.answerReview': answerReview,
  'admin.hideReview': hideReview,
  'admin.checkPlans': checkPlans,
  'admin.publishPlans': publishPlans,
  'admin.planVersions': listVersions,
  'admin.saveShop': saveShop,
  'admin.saveCategory': saveCategory,
  'admin.saveGoods': saveGoods,
  'admin.viewVoucher': viewVoucher,
  'admin.redeemVoucher': redeemVoucher,
  'admin.listVisits': listVisits,
  'admin.changeStock': changeStock,
  'admin.placePicture': placePicture,
  'admin.proposeClearance': proposeClearance,
  'admin.approveClearance': approveClearance,
  'admin.revokeClearance': revokeClearance,
  'admin.listClearances': listClearances,
  'admin.setRole': setRole,
  'admin.viewSettings': viewSettings,
  'admin.saveSettings': saveSettings,
  'admin.listSettings': listSettings,
  'admin.restoreSettings': restoreSettings,
  'admin.viewStops': viewStops,
  'admin.setStop': setStop,
  'admin.listCloses': listCloses,
  'admin.previewReversal': previewReversal,
  'admin.proposeReversal': proposeReversal,
  'admin.previewAdjustment': previewAdjustment,
  'admin.proposeAdjustment': proposeAdjustment,
  'admin.proposeReferrer': proposeReferrer,
  'admin.approveProposal': approveProposal,
  'admin.rejectProposal': rejectProposal,
  'admin.viewAudit': viewAudit,
  'admin.listAudit': listAudit,
  'admin.exportAudit': exportAudit,
  'admin.checkAudit': checkAudit,
  'admin.viewOpening': viewOpening,
  'admin.openWithoutPoints': openWithoutPoints,
  'admin.findMember': findMember,
  'admin.listStaff': listStaff,
  'admin.listMembers': listMembers,
  'admin.viewMember': viewMember,
  'admin.viewMemberPhone': viewMemberPhone,
  'admin.listReferred': listReferred,
  'admin.endMemberSession': endMemberSession,
  'admin.blockMember': blockMember,
  'admin.viewShop': viewShop,
  'admin.listShops': listShops,
  'admin.changeShop': changeShop,
  'admin.listCategories': listCategories,
  'admin.orderCategories': orderCategories,
  'admin.listGoods': listGoods,
  'admin.viewGoods': viewGoods,
  'admin.shelveGoods': shelveGoods,
  'admin.previewMargins': previewMargins,
  'admin.previewPrices': previewPrices,
  'admin.viewOffer': viewOffer,
  'admin.saveOffer': saveOffer,
  'admin.endOffer': endOffer,
  'admin.listSeries': listSeries,
  'admin.viewSeries': viewSeries,
  'admin.saveSeries': saveSeries,
  'admin.dropSeries': dropSeries,
  'admin.issueSeries': issueSeries,
  'admin.listEditions': listEditions,
  'admin.viewStorefront': viewStorefront,
  'admin.saveStorefront': saveStorefront,
  'admin.viewPlans': viewPlans,
  'admin.savePlanDraft': savePlanDraft,
  'admin.proposePlans': proposePlans,
  'admin.withdrawPlan': withdrawPlan,
  'admin.viewOrder': viewOrder,
  'admin.viewShippingAddress': viewShippingAddress,
  'admin.previewFreight': previewFreight,
  'admin.viewAnswers': viewAnswers,
  'admin.judgeTopUp': judgeTopUp,
  'admin.listProposals': listProposals,
  'admin.listOwed': listOwed,
  'admin.viewOwed': viewOwed,
  'admin.listShopLines': listShopLines,
  'admin.payOut': payOut,
  'admin.listApplications': listApplications,
  'admin.viewApplication': viewApplication,
  'admin.decideApplication': decideApplication,
  'admin.previewRefund': previewRefund,
  'admin.refundPieces': refundPieces,
  'admin.exportGoods': exportGoods,
  'admin.exportOrders': exportOrders,
  'admin.exportMembers': exportMembers,
  'admin.exportPoints': exportPoints,
  'admin.exportVouchers': exportVouchers,
  'admin.beginImport': beginImport,
  'admin.sendLines': sendLines,
  'admin.stepImport': stepImport,
  'admin.applyImport': applyImport,
  'admin.cancelImport': cancelImport,
  'admin.viewImport': viewImport,
  'admin.listImports': listImports,
  'admin.listImportFaults': listImportFaults,
});
