import { type Books, sumOf } from '../books';
import type { SimulationResult } from '../result';
import type { Scenario, ScenarioEvent } from '../scenario';
import { widthOf } from './coordinates';
import { count, percentOf, six, two } from './figures';
import { type Html, html, idText } from './html';
import { reasonInChinese } from './reasons';

const MOST_MEMBERS = 20;
const MOST_REFUSED = 50;

/** The members who were credited most, and by what. */
export function membersCard({ members, credited }: Books, result: SimulationResult): Html {
  const shown = members.slice(0, MOST_MEMBERS);
  return html`<section class="card" id="members"><header><h2>入账最多的会员</h2><span class="muted">${
    shown.length < members.length
      ? `前 ${shown.length} 人，共 ${count(members.length)} 人有入账`
      : `${count(members.length)} 人有入账`
  }</span></header>
${
  shown.length === 0
    ? html`<p class="note">${result.members.length === 0 ? '这份模拟里没有会员。' : '没有会员有入账。'}</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="入账最多的会员"><table><thead><tr><th scope="col">会员</th><th scope="col">入账</th><th scope="col">占全部</th><th scope="col">分红</th><th scope="col">释放</th><th scope="col">卖出与换出</th><th scope="col">期末现金</th><th scope="col">可用积分</th><th scope="col">增值积分</th></tr></thead><tbody>${shown.map(
        ({ index, credited: own, dividends, released, forPoints }) => {
          const { id, cash, spendable, appreciating } = result.members[index]!;
          return html`<tr><th scope="row">${idText(id)}</th><td>${two(own)}</td><td>${percentOf(own, credited)}</td><td>${two(dividends)}</td><td>${two(released)}</td><td>${two(forPoints)}</td><td>${two(cash)}</td><td>${two(spendable)}</td><td>${six(appreciating)}</td></tr>
`;
        },
      )}</tbody></table></div>`
}</section>
`;
}

/** How much of all credits went to the first few. */
export function concentrationCard({ members, credited }: Books, result: SimulationResult): Html {
  const everybody = result.members.length;
  const tenth = Math.ceil(everybody / 10);
  const groups: readonly (readonly [string, number])[] = [
    ['最多的 1 人', 1],
    ...(everybody > 10 ? [['最多的 10 人', 10] as const] : []),
    [`最多的十分之一（${count(tenth)} 人）`, tenth],
  ];
  return html`<section class="card" id="concentration"><header><h2>集中在多少人手里</h2><span class="muted">占全部入账，%</span></header>
${
  credited === 0n
    ? html`<p class="note">没有入账，无从说起。</p>`
    : html`<table class="bars"><tbody>${groups.map(([words, heads]) => {
        const part = sumOf(members.slice(0, heads), (member) => member.credited);
        return html`<tr><th scope="row">${words}<i style="width:${widthOf(part, credited)}"></i></th><td>${two(part)}</td><td>${percentOf(part, credited)}</td></tr>
`;
      })}</tbody></table>`
}<p class="note">会员 ${count(everybody)} 人，有入账的 ${count(members.length)} 人，没有入账的 ${count(everybody - members.length)} 人。</p></section>
`;
}

const ASSET_WORDS = { appreciating: '增值积分', stable: '恒定积分', spendable: '可用积分' } as const;

function eventWords(event: ScenarioEvent): Html {
  if (event.type === 'publish') return html`发布方案`;
  if (event.type === 'reverse')
    return html`冲正 ${idText(event.purchase)} ${event.amount === undefined ? '余下的' : two(event.amount)} 元`;
  const who = idText('member' in event ? event.member : event.merchant);
  switch (event.type) {
    case 'accept':
      return html`${who} 同意规则`;
    case 'adjust': {
      const { kind, asset, amount } = event.adjustment;
      const figure = asset === 'appreciating' ? six(amount) : two(amount);
      return html`${who} ${kind === 'add' ? '调增' : '调减'} ${figure} ${ASSET_WORDS[asset]}`;
    }
    case 'purchase':
      return html`${who} 购买 ${two(event.amount)} 元`;
    case 'sell':
    case 'merchantSell':
      return html`${who} 卖出 ${six(event.points)} 积分`;
    case 'redeem':
      return html`${who} 用 ${six(event.points)} 积分兑商品`;
    case 'exchange':
      return html`${who} 用 ${six(event.points)} 积分换恒定积分`;
    case 'pay':
      return html`${who} 付给 ${idText(event.merchant)} ${two(event.amount)} 恒定积分`;
    case 'merchantRedeem':
      return html`${who} 换回 ${two(event.amount)} 恒定积分`;
    case 'collect':
      return html`${who} 领一份藏品 ${idText(event.series)}`;
    case 'give':
      return html`${who} 送给 ${idText(event.to)} 一份藏品 ${idText(event.series)}`;
    case 'spend':
      return html`${who} 用 ${two(event.amount)} 可用积分`;
  }
}

/** What was reversed, and who owes something at the end; nothing where nobody ever reversed anything. */
export function reversalsCard({ events }: Scenario, { reversals, members }: SimulationResult): Html {
  if (reversals.length === 0) return html``;
  const owing = members.filter(({ owed }) => owed.exitQuota + owed.quota + owed.spendable > 0);
  const shown = reversals.slice(0, MOST_REFUSED);
  return html`<section class="card" id="reversals"><header><h2>冲正</h2><span class="muted">${count(reversals.length)} 件，${
    owing.length === 0 ? '没有人还欠' : `${count(owing.length)} 人还欠`
  }</span></header>
<div class="scroll" tabindex="0" role="region" aria-label="冲正"><table class="words"><thead><tr><th scope="col">第几件</th><th scope="col">天</th><th scope="col">事件</th><th scope="col">池里收回</th><th scope="col">可退</th></tr></thead><tbody>${shown.map(
    ({ event, recovered, refundable }) =>
      html`<tr><th scope="row">${event}</th><td>${events[event]!.day}</td><td>${eventWords(events[event]!)}</td><td>${two(recovered)}</td><td>${two(refundable)}</td></tr>
`,
  )}</tbody></table></div>${
    owing.length > 0 &&
    html`<div class="scroll" tabindex="0" role="region" aria-label="还欠的"><table><thead><tr><th scope="col">会员</th><th scope="col">欠出局额度</th><th scope="col">欠分红额度</th><th scope="col">欠可用积分</th></tr></thead><tbody>${owing
      .slice(0, MOST_MEMBERS)
      .map(
        ({ id, owed }) =>
          html`<tr><th scope="row">${idText(id)}</th><td>${two(owed.exitQuota)}</td><td>${two(owed.quota)}</td><td>${two(owed.spendable)}</td></tr>
`,
      )}</tbody></table></div>`
  }<p class="note">营业额不因冲正减少：当天分掉的已经分掉。还欠的由以后同一种入账先还。</p></section>
`;
}

/** The events that the rules refused: how many, and the first of them. */
export function refusedCard({ events }: Scenario, { refused }: SimulationResult): Html {
  const shown = refused.slice(0, MOST_REFUSED);
  return html`<section class="card" id="refused"><header><h2>被拒的事件</h2><span class="muted">${
    refused.length === 0
      ? `0 件，共 ${count(events.length)} 件`
      : `${count(refused.length)} 件，共 ${count(events.length)} 件${shown.length < refused.length ? `；只列前 ${shown.length} 件` : ''}`
  }</span></header>
${
  shown.length === 0
    ? html`<p class="note">没有事件被规则拒绝。</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="被拒的事件"><table class="words"><thead><tr><th scope="col">第几件</th><th scope="col">天</th><th scope="col">事件</th><th scope="col">为什么</th></tr></thead><tbody>${shown.map(
        ({ event, reason }) =>
          html`<tr><th scope="row">${event}</th><td>${events[event]!.day}</td><td>${eventWords(events[event]!)}</td><td>${reasonInChinese(reason)}</td></tr>
`,
      )}</tbody></table></div><p class="note">第几件从 0 数起，同结果文件里的 refused。被拒的事件没有改动任何数。</p>`
}</section>
`;
}
