import type { Me } from '@shared/contract';
import { isStaff, type StaffArea, worksIn } from '@shared/roles';
import { AREA_ROLES } from '../copy/roles';
import { RoleScreen, type RoleScreenProps } from './RoleScreen';

const noStaff = { title: '这里只给管理员用', words: '你的账号没有管理权限。请店主在「管理员」里加上你。' };

const otherRole = (area: StaffArea) => ({
  title: `这里只给${AREA_ROLES[area]}用`,
  words: '你的角色做不了这件事。要做的话，请店主在「管理员」里给你加角色。',
});

/** A screen for who works in an area. Everybody else is told so here, and refused by every action behind it. */
export const StaffScreen = ({ area, ...props }: RoleScreenProps & { readonly area: StaffArea }) => (
  <RoleScreen
    {...props}
    isFor={({ roles }) => worksIn(roles, area)}
    refusal={({ roles }: Me) => (isStaff(roles) ? otherRole(area) : noStaff)}
    signIn="登录后才能管理店铺。"
  />
);
