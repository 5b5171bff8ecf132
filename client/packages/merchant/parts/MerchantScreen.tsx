import type { Me } from '@shared/contract';
import { RoleScreen, type RoleScreenProps } from '../../../components/RoleScreen';
import '../merchant.css';

const ownsShop = (me: Me): boolean => me.shop != null && me.roles.includes('merchant');

/** A screen for owners of shops. Whoever owns none is told so here, and refused by every action behind it. */
export const MerchantScreen = (props: RoleScreenProps) => (
  <RoleScreen
    {...props}
    stopsTo="shops"
    isFor={ownsShop}
    refusal={() => ({ title: '你还没有店', words: '这里只给店主用。' })}
    signIn="登录后才能管自己的店。"
  />
);
