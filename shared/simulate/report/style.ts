/** The report's look: roles and parts of the shop's design, light on paper, dark where the reader's screen is. */
export const STYLE = `
:root{color-scheme:light dark;
--surface:#F2F5F4;--raised:#FFFFFF;--sunken:#E9EEEC;--text:#13201B;--muted:#53615B;--line:#DFE5E2;--strong:#7F8D86;
--accent:#0B6350;--positive:#0A6A4A;--positive-soft:#E0F0E8;--negative:#AF2B22;--negative-soft:#FAE9E7;--warning:#7F4E00;--warning-soft:#F8EFDD;--warning-soft-2:#F4ECDD;
--cash:#0B6350;--appreciating:#4549A6;--stable:#15648F;--quota:#85397A;--release:#8D4B1B;
--r1:#5E2E0B;--r2:#8D4B1B;--r3:#AE6C3C;--r4:#C58E68;--r5:#D9AF8F;
--font:-apple-system,"PingFang SC","HarmonyOS Sans SC","MiSans","Noto Sans CJK SC","Noto Sans SC",sans-serif}
@media screen and (prefers-color-scheme:dark){:root{
--surface:#0E1412;--raised:#18201D;--sunken:#232C28;--text:#E7EDEA;--muted:#A0AEA8;--line:#2A3430;--strong:#6C7C75;
--accent:#5FC4A7;--positive:#6CCB9F;--positive-soft:#153227;--negative:#FF9C91;--negative-soft:#3D1F1C;--warning:#E3B566;--warning-soft:#34290F;--warning-soft-2:#2B230F;
--cash:#5FC4A7;--appreciating:#AEB2F6;--stable:#82C0E8;--quota:#E0A5D2;--release:#E5AD80;
--r1:#F6D3B5;--r2:#E5AD80;--r3:#C48B60;--r4:#9C6B48;--r5:#7A5237}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--surface);color:var(--text);font:400 15px/1.6 var(--font);font-variant-numeric:tabular-nums;-webkit-font-smoothing:antialiased}
h1,h2,p,ul,table{margin:0;padding:0}
h1{font-size:24px;line-height:1.4;font-weight:600;overflow-wrap:anywhere}
h2{font-size:17px;line-height:1.4;font-weight:600}
b,strong{font-weight:600}
a{color:inherit}
code{font-size:12px;font-weight:400;color:var(--muted);overflow-wrap:anywhere}
.muted,.note{color:var(--muted)}
.note{font-size:13px;margin-top:8px}
.ribbon{padding:5px 16px;text-align:center;font-size:13px;line-height:1.5;color:var(--warning);background:repeating-linear-gradient(135deg,var(--warning-soft) 0 10px,var(--warning-soft-2) 10px 20px)}
.page{max-width:1120px;margin:0 auto;padding:16px 16px 40px}
.top{margin-bottom:16px}
.top p{font-size:13px;color:var(--muted);margin-top:4px}
.columns{display:grid;grid-template-columns:minmax(0,1fr);gap:12px;margin-top:12px}
.group{margin:28px 0 0;font-size:20px}
.card{background:var(--raised);border-radius:12px;padding:16px;min-width:0}
.card>header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:2px 12px;margin-bottom:12px}
.card>header .muted{font-size:13px}
.tag{font-size:12px;line-height:20px;padding:0 8px;border-radius:4px;color:var(--warning);background:var(--warning-soft)}
.facts{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:16px 12px}
.fact{display:block;min-height:44px;text-decoration:none}
.fact span,.fact>small{display:block;font-size:13px;color:var(--muted);line-height:1.5;overflow-wrap:anywhere}
.fact strong{display:block;font-size:20px;line-height:1.35;overflow-wrap:anywhere}
.fact strong small{font-size:68%}
.fact em{font-style:normal}
.bad{color:var(--negative)}
.plot{display:block;width:calc(100% - 60px);height:190px;margin:26px 8px 28px 52px;overflow:visible;touch-action:pan-y}
.plot text{font:400 11px/1 var(--font);fill:var(--muted)}
.plot .last{font-size:12px;font-weight:600}
.plot .last,.plot .markText{paint-order:stroke;stroke:var(--raised);stroke-width:4px;stroke-linejoin:round}
.grid,.base,.mark,.cursor{stroke:var(--line);stroke-width:1px;shape-rendering:crispEdges}
.base{stroke:var(--strong)}
.mark{stroke:var(--negative);stroke-dasharray:6 4}
.plot .markText{fill:var(--negative)}
.cursor{stroke:var(--strong);visibility:hidden}
.line{fill:none;stroke:currentColor;stroke-width:2px;vector-effect:non-scaling-stroke;stroke-linejoin:round}
.line.thin{stroke-width:1px}
.line.dash{stroke-dasharray:5 4}
.fill{fill:currentColor;stroke:none}
.fill.soft{opacity:.12}
.dot{fill:currentColor;stroke:var(--raised);stroke-width:1.5px}
.plot .last{fill:currentColor}
.cash{color:var(--cash)}.appreciating{color:var(--appreciating)}.stable{color:var(--stable)}.quota{color:var(--quota)}.release{color:var(--release)}.thin{color:var(--muted)}
.r1{color:var(--r1)}.r2{color:var(--r2)}.r3{color:var(--r3)}.r4{color:var(--r4)}.r5{color:var(--r5)}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:2px 16px;font-size:13px}
.legend li{display:flex;align-items:center;gap:6px}
.stroke{width:18px;border-top:2px solid currentColor}
.stroke.dash{border-top-style:dashed}
.stroke.thin{border-top-width:1px}
.box{width:12px;height:12px;border-radius:2px;background:currentColor}
.readout{font-size:13px;line-height:1.5;color:var(--muted)}
.readout{min-height:20px}
details{margin-top:8px;border-top:1px solid var(--line)}
summary{cursor:pointer;min-height:44px;line-height:44px;font-size:13px;color:var(--accent)}
.scroll{overflow:auto;margin:0 -16px;padding:0 16px}
details .scroll{max-height:420px}
table{width:100%;border-collapse:collapse;font-size:13px;line-height:1.5}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:6px 0 6px 16px;text-align:right;font-weight:400;white-space:nowrap;border-bottom:1px solid var(--line);vertical-align:baseline}
th:first-child,td:first-child{text-align:left;padding-left:0}
thead th{color:var(--muted);position:sticky;top:0;background:var(--raised)}
tfoot th,tfoot td{font-weight:600;border-bottom:0}
.scroll tfoot th,.scroll tfoot td{position:sticky;bottom:0;background:var(--raised);box-shadow:inset 0 1px var(--strong)}
tbody tr:last-child>*{border-bottom:0}
bdi{overflow-wrap:anywhere}
td bdi,th bdi{display:inline-block;width:max-content;max-width:16em;overflow-wrap:anywhere;white-space:normal}
.figures{table-layout:fixed}
.figures th:first-child{width:11.5em}
.figures th:last-child{width:6.5em}
.figures td span{display:block}
.figures td:nth-child(2){text-align:left;white-space:normal}
.figures th{white-space:normal;text-align:left}
.figures code{display:block}
.figures td:last-child{font-size:12px}
.figures thead th:last-child{text-align:right}
.words td,.words th{text-align:left}
.words td:nth-child(n+3){white-space:normal;min-width:11em}
.ledger{font-size:15px}
.ledger th,.ledger td{white-space:normal;border:0;padding-top:5px;padding-bottom:5px}
.ledger td{white-space:nowrap}
.ledger tfoot th,.ledger tfoot td{border-top:1px solid var(--text);border-bottom:3px double var(--text)}
.say{font-size:13px;margin-top:8px;padding:8px 12px;border-radius:8px;background:var(--sunken)}
.say.good{color:var(--positive);background:var(--positive-soft)}
.say.bad{color:var(--negative);background:var(--negative-soft)}
.bars th{white-space:normal;width:46%}
.bars i{display:block;height:8px;min-width:1px;margin:2px 0 4px;border-radius:2px;background:var(--accent)}
.bars tfoot th,.bars tfoot td{border-top:1px solid var(--text);border-bottom:3px double var(--text)}
.checks{list-style:none}
.check{display:flex;gap:12px;padding:10px 0;border-top:1px solid var(--line)}
.check p{font-size:13px;color:var(--muted)}
.check b{font-weight:400}
.sign{flex:none;width:22px;height:22px;border-radius:11px;text-align:center;font-size:13px;line-height:22px;font-weight:600}
.check.bad .sign{color:var(--negative);background:var(--negative-soft)}
.check.warn .sign{color:var(--warning);background:var(--warning-soft)}
.check.good .sign{color:var(--positive);background:var(--positive-soft)}
.check.bad{color:inherit}
.foot{margin-top:24px;font-size:13px;color:var(--muted)}
@media (max-width:560px){.figures th:first-child{width:7.4em}.figures th:last-child{width:4.6em}.figures td:last-child{white-space:normal;word-break:keep-all;padding-left:8px}}
@media (min-width:900px){
.page{padding:24px 24px 56px}
.columns{grid-template-columns:repeat(2,minmax(0,1fr))}
.wide,.columns>.card:last-child:nth-child(odd){grid-column:1/-1}
.facts{grid-template-columns:repeat(4,minmax(0,1fr))}
.fact strong{font-size:24px}
.plot{height:230px}}
@media print{
body{background:#fff;font-size:12px}
.page{max-width:none;padding:0}
.card{border:1px solid var(--line);break-inside:avoid}
.columns{grid-template-columns:repeat(2,minmax(0,1fr))}
.wide{grid-column:1/-1}
.scroll,details .scroll{max-height:none;overflow:visible}
details:not([open]),.readout{display:none}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`;
