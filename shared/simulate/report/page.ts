import { booksOf } from '../books';
import type { SimulationResult } from '../result';
import type { Scenario } from '../scenario';
import { chartCard } from './chart';
import { chartsOf } from './charts';
import { checksCard } from './checks';
import { count } from './figures';
import { type Html, html, titleText, verbatim } from './html';
import { concentrationCard, membersCard, refusedCard, reversalsCard } from './people';
import { periodsOf } from './periods';
import { planTables } from './planTables';
import { SCRIPT, SCRIPT_HASH } from './script';
import { STYLE } from './style';
import { creditsCard, endCard, summaryCard } from './summary';

/** Nothing is fetched, nothing but our own script runs. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${SCRIPT_HASH}'; base-uri 'none'; form-action 'none'`;

/**
 * A run as one HTML page in Chinese that stands alone: figures, charts with their tables, checks, people. For an
 * operator, marked as a simulation throughout. The same scenario and result give the same bytes; every figure is the
 * result's, exact, or a sum over it. Works for any valid scenario: one day, ten years, nobody, no plan.
 */
export function reportPage(scenario: Scenario, result: SimulationResult): string {
  const { plans } = scenario;
  const books = booksOf(scenario, result);
  const periods = periodsOf(books);
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>模拟：${titleText(scenario.title) || '没有标题'}</title>
<style>${verbatim(STYLE)}</style>
</head>
<body>
<p class="ribbon"><b>模拟</b>　只给运营看。不是预测，不作承诺，不得转给会员。</p>
<main class="page">
${heading(scenario, result)}${summaryCard(books, plans, result)}<div class="columns">
${checksCard(plans, books)}${endCard(books, plans)}</div>
<h2 class="group">走势</h2>
<div class="columns">
${chartsOf(books, periods, plans).map((chart) => chartCard(chart, periods))}</div>
<h2 class="group">谁得了多少</h2>
<div class="columns">
${creditsCard(books)}${concentrationCard(books, result)}<div class="wide">${membersCard(books, result)}</div></div>
<h2 class="group">方案的数字</h2>
<div class="columns">
${planTables(plans)}</div>
<h2 class="group">没有做成的</h2>
<div class="columns"><div class="wide">${reversalsCard(scenario, result)}${refusedCard(scenario, result)}</div></div>
<p class="foot">模拟按规则逐日收盘，金额精确到最小单位。同一份场景得到同一份报告。它只说明：如果订单恰好这样来，账会怎样。</p>
</main>
<script>${verbatim(SCRIPT)}</script>
</body>
</html>
`.text;
}

function heading({ title, members, merchants, events }: Scenario, { days }: SimulationResult): Html {
  const facts = [
    `${days[0]!.date} 至 ${days.at(-1)!.date}，${count(days.length)} 天`,
    `会员 ${count(members.length)} 人`,
    merchants.length > 0 && `商户 ${count(merchants.length)} 家`,
    `事件 ${count(events.length)} 件`,
  ];
  return html`<div class="top"><h1>${title === '' ? '没有标题的模拟' : html`<bdi>${titleText(title)}</bdi>`}</h1><p>${facts.filter(Boolean).join('　')}</p></div>
`;
}
