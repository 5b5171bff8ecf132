import { serve } from '../_actions/handler';
import { placePicture, setAvatar } from './avatar';
import { changePhone, losePhone, stopPhone } from './changePhone';
import { claimShop } from './claim';
import { askClosing, takeBackClosing, viewClosing } from './closing';
import { exportPart } from './exportPart';
import { setLoginPassword, signInByPassword } from './loginPassword';
import { changePayPassword, findPayPassword, setPayPassword, stopPayPassword, viewPayPassword } from './payPassword';
import { acceptRules, me, updateProfile } from './profile';
import { listConsents, listLooks, unbindWechat, viewSecurity } from './security';
import { sendCode, sendNewPhoneCode, sendOwnCode, ways } from './sendCode';
import { endOtherSessions, endSession, listSessions, signOut } from './sessions';
import { signIn, signInWithWechatPhone } from './signIn';

/** Sign-in, phone, consent, the owner's one-time code. */
export const main = serve<'account'>({
  'account.ways': ways,
  'account.sendCode': sendCode,
  'account.sendOwnCode': sendOwnCode,
  'account.viewPayPassword': viewPayPassword,
  'account.setPayPassword': setPayPassword,
  'account.changePayPassword': changePayPassword,
  'account.findPayPassword': findPayPassword,
  'account.stopPayPassword': stopPayPassword,
  'account.signIn': signIn,
  'account.signInByPassword': signInByPassword,
  'account.viewSecurity': viewSecurity,
  'account.listSessions': listSessions,
  'account.endSession': endSession,
  'account.endOtherSessions': endOtherSessions,
  'account.unbindWechat': unbindWechat,
  'account.setLoginPassword': setLoginPassword,
  'account.sendNewPhoneCode': sendNewPhoneCode,
  'account.changePhone': changePhone,
  'account.losePhone': losePhone,
  'account.stopPhone': stopPhone,
  'account.exportPart': exportPart,
  'account.viewClosing': viewClosing,
  'account.askClosing': askClosing,
  'account.takeBackClosing': takeBackClosing,
  'account.listConsents': listConsents,
  'account.listLooks': listLooks,
  'account.signInWithWechatPhone': signInWithWechatPhone,
  'account.signOut': signOut,
  'account.me': me,
  'account.acceptRules': acceptRules,
  'account.updateProfile': updateProfile,
  'account.placePicture': placePicture,
  'account.setAvatar': setAvatar,
  'account.claimShop': claimShop,
});
