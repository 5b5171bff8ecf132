import { serve } from '../_actions/handler';
import { claimShop } from './claim';
import { changePayPassword, findPayPassword, setPayPassword, stopPayPassword, viewPayPassword } from './payPassword';
import { acceptRules, me, updateProfile } from './profile';
import { sendCode, sendOwnCode, ways } from './sendCode';
import { signIn, signInWithWechatPhone, signOut } from './signIn';

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
  'account.signInWithWechatPhone': signInWithWechatPhone,
  'account.signOut': signOut,
  'account.me': me,
  'account.acceptRules': acceptRules,
  'account.updateProfile': updateProfile,
  'account.claimShop': claimShop,
});
