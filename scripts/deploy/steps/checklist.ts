import { join } from 'node:path';
import { readBundle } from '../check/bundles';
import { guardedCalls, readPrivacy } from '../check/declarations';
import { openapiCalls, usesCloudPay } from '../check/permissions';
import { builtFunctions, functionsFolder } from './functions';
import type { Step } from './step';

/** Something that only a person can do: what, why, and how to see that it is done. */
interface Item {
  readonly what: string;
  readonly why: string;
  readonly seen: string;
}

function items(root: string): Item[] {
  const bundles = builtFunctions(root).map((name) => readBundle(functionsFolder(root), name));
  const calls = new Set(bundles.flatMap(openapiCalls));
  const paying = bundles.filter(usesCloudPay).map(({ name }) => name);
  const privacy = readPrivacy(root);
  const used = [...guardedCalls(join(root, 'client'), 'client').keys()].map((name) => privacy[name]!).filter(Boolean);
  const entries = [...new Map(used.map((one) => [one.entry, one])).values()];
  return [
    {
      what: 'A mini-program registered to a company, its AppID in deploy.config.json and project.config.json, and certified (认证)',
      why: 'payment, phone numbers and most categories are closed to people and to the test AppID',
      seen: '公众平台 → 设置 → 基本设置 shows 已认证; npm run deploy -- client uploads',
    },
    {
      what: 'A cloud environment, its id in deploy.config.json, and keys of its account in TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY',
      why: 'collections, functions and pictures live there',
      seen: 'npm run deploy -- database ends without a fault',
    },
    {
      what: `A merchant number bound to the AppID, and in 云开发控制台 → 设置 → 全局设置 → 微信支付 its two authorisations: JSAPI payment and refund (API) (${paying.join(', ') || 'no function pays'})`,
      why: 'without the first no order can be paid, without the second no refund is ever sent',
      seen: 'an order of 0.01 yuan is paid, and refunded in 商家管理 → 售后',
    },
    {
      what: `The privacy guide (公众平台 → 设置 → 服务内容声明 → 用户隐私保护指引) with ${entries.map(({ entry, why }) => `${entry}（${why}）`).join('、') || 'no entry'}`,
      why: 'a call without its entry answers errno 112, and the review refuses the version',
      seen: 'on a phone each of them asks for consent once and works',
    },
    {
      what: 'Categories (公众平台 → 设置 → 服务类目) of what is sold, with their licences; food and wine need their own',
      why: 'a version whose goods have no category is refused by the review',
      seen: 'the list shows 审核通过',
    },
    ...(calls.has('subscribeMessage.send')
      ? [
          {
            what: 'Templates of subscribe messages (公众平台 → 订阅消息), their ids in the variables',
            why: 'a buyer hears of shipping and refunds by them alone',
            seen: 'an order that is shipped brings a message',
          },
        ]
      : []),
    {
      what: 'Shipping information (发货信息管理): switched on, the page of an order set as 订单详情 path',
      why: 'money of an order without its shipping information stays frozen',
      seen: '公众平台 → 发货信息管理 shows a shipped order as 已发货',
    },
    ...(calls.has('security.mediaCheckAsync')
      ? [
          {
            what: 'A message push (云开发控制台 → 设置 → 消息推送) of the type event, wxa_media_check, to the function contentCheck, then PICTURE_CHECKS=on; or neither',
            why: 'uploaded pictures are shown once WeChat has looked at them; without the push none would ever be',
            seen: 'a new picture of goods is shown some minutes after it was saved',
          },
        ]
      : []),
    {
      what: 'An upload key (公众平台 → 开发管理 → 开发设置 → 小程序代码上传) in a file that WX_UPLOAD_KEY_FILE names, and the addresses of the machines that deploy on its list',
      why: 'nothing else may upload a version',
      seen: 'npm run deploy -- client makes the QR of a preview',
    },
    {
      what: 'An alarm of costs and of the quota of the environment (云开发控制台 → 设置 → 告警)',
      why: 'above its quota an environment answers nothing',
      seen: 'the console lists the alarm',
    },
    {
      what: 'A backup: 云开发控制台 → 数据库 → 备份与回档 is on, and the day on which a restore was last tried is written down',
      why: 'books that cannot be restored are not kept',
      seen: 'docs/operate.md, Backup and restore',
    },
    {
      what: 'The version submitted for review (版本管理 → 提交审核) and released',
      why: 'until then only members of the project see it',
      seen: 'somebody who is not in the project finds the shop by its name',
    },
  ];
}

/** What only people can do, each with why, and how to see that it is done. */
export const checklist: Step = {
  name: 'checklist',
  title: 'By hand',
  plan: ({ root }) => items(root).map(({ what }) => what),
  run: async ({ root, log }) => {
    for (const { what, why, seen } of items(root)) log(`  [ ] ${what}\n      why:  ${why}\n      seen: ${seen}`);
    return { created: 0, changed: 0, kept: 0 };
  },
};
