import type { NoticeTemplate } from '@shared/contract';
import { isLocalCloud, variable } from '../_platform/variables';
import type { Phrases } from './settings';

/** A template of WeChat's subscribed messages as it is set up here: its id, and its fields in our order. */
export interface TemplateHere {
  readonly templateId: string;
  /** What it is about and what is so, at most 20 characters each (`thing`), and when (`time`). */
  readonly fields: readonly [what: string, words: string, time: string];
}

/** As the deployment has them. */
const deployed: Readonly<Record<NoticeTemplate, () => string | undefined>> = {
  shipped: () => variable('NOTICE_SHIPPED'),
  credits: () => variable('NOTICE_CREDITS'),
  afterSales: () => variable('NOTICE_AFTER_SALES'),
  restock: () => variable('NOTICE_RESTOCK'),
  withdrawal: () => variable('NOTICE_WITHDRAWAL'),
  security: () => variable('NOTICE_SECURITY'),
};

/** The same in the settings, where the shop has others. */
const ofShop = {
  shipped: 'templateShipped',
  credits: 'templateCredits',
  afterSales: 'templateAfterSales',
  restock: 'templateRestock',
  withdrawal: 'templateWithdrawal',
  security: 'templateSecurity',
} as const satisfies Readonly<Record<NoticeTemplate, keyof Phrases>>;

/**
 * How a template is set up: `ID:thing1,thing2,time3` by the settings, else by the deployment; null where it is not, or
 * where the shop sends none of it: nothing is asked for or sent by it. In the local cloud, whose sandbox takes any, each
 * is there.
 */
export function templateHere(template: NoticeTemplate, phrases: Phrases): TemplateHere | null {
  if (phrases.noticesOff.includes(template)) return null;
  const set = phrases[ofShop[template]] || deployed[template]();
  const text = set ?? (isLocalCloud() ? `local_${template}_template:thing1,thing2,time3` : undefined);
  const [templateId, fields] = text?.split(':') ?? [];
  const [what, words, time] = fields?.split(',') ?? [];
  return templateId && what && words && time ? { templateId, fields: [what, words, time] } : null;
}

/** The document that counts what a member accepted of a template. */
export const acceptedId = (memberId: string, template: NoticeTemplate): string => `${memberId}:${template}`;
