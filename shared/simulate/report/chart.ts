import { tenTo } from '@shared/kernel';
import { axisFor } from './coordinates';
import { draw, type Line, type Picture, stacked } from './drawing';
import { axisText } from './figures';
import { type Html, html } from './html';
import type { Period } from './periods';

/** One line of a chart with its name and the words for its last figure. */
export interface Series {
  readonly name: string;
  readonly tone: string;
  readonly values: readonly (bigint | undefined)[];
  readonly lastShown: string;
}

/** A column of a chart's table: its words for each period, and its total where one makes sense. */
export interface Column {
  readonly head: string;
  readonly cell: (period: Period) => string;
  readonly total?: string;
}

/** A chart: what it shows, in which unit, and the table that says the same in figures. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly form: Picture['form'];
  /** Decimals of the figures' unit, for the axis. */
  readonly decimals: number;
  readonly axisSuffix?: string;
  readonly series: readonly Series[];
  readonly mark?: { readonly at: bigint; readonly words: string };
  /** The highest figure drawn; what is above stands at the edge, and the note says so. */
  readonly highest?: bigint;
  readonly note?: Html | string;
  readonly columns: readonly Column[];
}

/** A chart's card: title and unit, legend with last figures, picture, note, table. */
export function chartCard(chart: Chart, periods: readonly Period[]): Html {
  const { series } = chart;
  return html`<section class="card chart" id="${chart.id}">
<header><h2>${chart.title}</h2><span class="muted">${chart.unit}</span></header>
${(series.length > 1 || chart.form === 'stack') && legend(chart)}
${draw(pictureOf(chart, periods))}
<p class="readout" aria-hidden="true"></p>
${chart.note !== undefined && html`<p class="note">${chart.note}</p>`}
${tableOf(chart, periods)}
</section>
`;
}

const legend = ({ series, form }: Chart): Html =>
  html`<ul class="legend">${series.map(
    ({ name, tone, lastShown }) =>
      html`<li><i class="${form === 'stack' ? 'box' : 'stroke'} ${tone}"></i>${name}<b>${lastShown}</b></li>`,
  )}</ul>`;

function pictureOf(chart: Chart, periods: readonly Period[]): Picture {
  const { form, series, mark, decimals } = chart;
  const lines: Line[] = series.map(({ tone, values, lastShown }) => ({ tone, values, lastShown }));
  const drawn = form === 'stack' ? stacked(lines).slice(-1) : lines;
  const most = drawn.flatMap(({ values }) => values).reduce<bigint>((a, b) => (b !== undefined && b > a ? b : a), 0n);
  const limited = chart.highest !== undefined && most > chart.highest ? chart.highest : most;
  const highest = mark && mark.at > limited ? mark.at : limited;
  const middle = periods[periods.length >> 1]!;
  return {
    form,
    lines,
    axis: axisFor(highest, tenTo(decimals)),
    axisText: (units) => axisText(units, decimals) + (units === 0n ? '' : (chart.axisSuffix ?? '')),
    dayLabels: [1, middle.first.result.day, periods.at(-1)!.last.result.day],
    ...(mark && { mark }),
    words: inWords(chart, periods),
  };
}

/** What somebody who does not see the picture is told of it. */
function inWords({ title, unit, series, columns }: Chart, periods: readonly Period[]): string {
  const last = periods.at(-1)!;
  const tell = (period: Period) => columns.map(({ head, cell }) => `${head} ${cell(period)}`).join('，');
  const first = periods[0]!;
  const parts = [`${title}，单位${unit}`, `${nameOf(first)}：${tell(first)}`];
  if (periods.length > 1) parts.push(`${nameOf(last)}：${tell(last)}`);
  parts.push(`图上最后的数：${series.map(({ name, lastShown }) => `${name} ${lastShown}`).join('，')}`);
  return `${parts.join('。')}。`;
}

/** "第 3 天", or "第 1–10 天" of a long run. */
const nameOf = ({ first, last }: Period): string =>
  first === last ? `第 ${first.result.day} 天` : `第 ${first.result.day}–${last.result.day} 天`;

const shortName = ({ first, last }: Period): string =>
  first === last ? `${first.result.day}` : `${first.result.day}–${last.result.day}`;

function tableOf({ title, columns }: Chart, periods: readonly Period[]): Html {
  const hasTotal = columns.some(({ total }) => total !== undefined);
  const heads = columns.map(({ head }) => html`<th scope="col">${head}</th>`);
  return html`<details><summary>看表格，${periods.length} 行</summary><div class="scroll" tabindex="0" role="region" aria-label="${title}的表格"><table><caption>${title}</caption>
<thead><tr><th scope="col">天</th><th scope="col">日期</th>${heads}</tr></thead>
${
  hasTotal &&
  html`<tfoot><tr><th scope="row">合计</th><td></td>${columns.map(({ total }) => html`<td>${total ?? ''}</td>`)}</tr></tfoot>
`
}<tbody>${periods.map(
    (period) => html`<tr><th scope="row">${shortName(period)}</th><td>${period.last.date}</td>${columns.map(
      ({ cell }) => html`<td>${cell(period)}</td>`,
    )}</tr>
`,
  )}</tbody></table></div></details>`;
}
