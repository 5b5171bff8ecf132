import type { Me } from '@shared/contract';
import { RoleScreen, type RoleScreenProps } from '../../../components/RoleScreen';
import '../admin.css';

export { useRequestId } from '../../../gateway';

const isAdmin = (me: Me): boolean => me.roles.includes('admin');

/** A screen for administrators. Whoever is none is told so here, and refused by every action behind it. */
export const AdminScreen = (props: RoleScreenProps) => (
  <RoleScreen
    {...props}
    isFor={isAdmin}
    refusal={{ title: '这里只给管理员用', words: '你的账号没有管理权限。请店主在「管理员」里加上你。' }}
    signIn="登录后才能管理店铺。"
  />
);
