import { showCount, showHash, showShortId } from '@shared/format';
import type { Certificate } from '@shared/proofs';
import { goodsStanding, numberWords, showNumber } from '../../../features/collectibles/words';
import type { Context, Drawing, DrawnImage } from '../../../features/drawing/drawing';
import { drawInside, drawSquares, INK, wrapped, write } from '../../../features/drawing/ink';

const WIDTH = 342;
const EDGE = 22;
const MIDDLE = WIDTH / 2;
const WITHIN = WIDTH - 2 * EDGE;
/** The grounds of pictures (styles/tokens.css), as they are in light. */
const GROUNDS = ['#E6EEE4', '#F1ECE3', '#E4ECF1', '#F2E8E6'] as const;
const WARNED = { ground: '#F8EFDD', text: '#7F4E00' } as const;
/** What the mark of demonstration data takes at the top. */
const MARK_HEIGHT = 30;
const LABEL_WIDTH = 64;

/** What of a certificate is drawn besides itself. */
interface Beside {
  /** The series' first picture, and its ground. */
  readonly picture: string | null;
  readonly ground: number;
  /** The dark squares of a code that leads to where it is checked; null where no such address is known. */
  readonly squares: readonly (readonly boolean[])[] | null;
  readonly isDemo: boolean;
}

/** A certificate as a picture: what is on the file, in short, and where the file is checked. No price, and no name. */
export function certificateDrawing(certificate: Certificate, beside: Beside): Drawing {
  const { series, number, edition, day } = certificate;
  const top = beside.isDemo ? MARK_HEIGHT : 0;
  return {
    width: WIDTH,
    height: top + (beside.squares ? 576 : 530),
    spoken: [
      '持有证书',
      series.title,
      `第 ${number} 份，共 ${showCount(series.supply)} 份`,
      `${day} 收盘时归持有人 ${edition.holder}`,
    ].join('，'),
    fileName: `藏品证书-${showNumber(number)}-${day}.png`,
    paint: async (context, pictureOf) => {
      const picture = await pictureOf(beside.picture);
      context.fillStyle = INK.paper;
      context.fillRect(0, 0, WIDTH, top + 576);
      if (beside.isDemo) drawMark(context);
      drawFace(context, certificate, { picture, ground: beside.ground, top });
      drawRows(context, certificate, top + 354);
      drawFoot(context, certificate, beside.squares, top + 452);
    },
  };
}

/** A picture leaves the page with its ribbon behind: it says itself that it is for show. */
function drawMark(context: Context): void {
  context.fillStyle = WARNED.ground;
  context.fillRect(0, 0, WIDTH, MARK_HEIGHT);
  centred(context, '演示数据，不是真的持有', 8, '600 13px', WARNED.text);
}

function centred(context: Context, text: string, y: number, font: string, color: string): void {
  context.textAlign = 'center';
  write(context, text, MIDDLE, y, font, color);
  context.textAlign = 'left';
}

function drawRule(context: Context, y: number): void {
  context.fillStyle = '#7F8D86';
  context.fillRect(EDGE, y, WITHIN, 1);
  context.fillRect(EDGE, y + 2, WITHIN, 1);
}

interface Face {
  readonly picture: DrawnImage | null;
  readonly ground: number;
  readonly top: number;
}

/** What it is of, and whose it was: between two double rules. */
function drawFace(
  context: Context,
  { series, number, edition, day }: Certificate,
  { picture, ground, top }: Face,
): void {
  drawRule(context, top + 20);
  centred(context, '持 有 证 书', top + 36, '13px', INK.soft);
  drawTitle(context, series.title, top + 58);
  centred(context, numberWords({ number, supply: series.supply }), top + 110, '17px', INK.text);
  context.fillStyle = GROUNDS[(ground - 1) % GROUNDS.length] ?? GROUNDS[0];
  context.beginPath();
  context.arc(MIDDLE, top + 208, 66, 0, 2 * Math.PI);
  context.fill();
  if (picture) drawInside(context, picture, { x: MIDDLE - 44, y: top + 164, size: 88 });
  centred(context, `${day} 收盘时归`, top + 284, '15px', INK.text);
  centred(context, `持有人 ${showShortId(edition.holder)}`, top + 307, '600 15px', INK.text);
  drawRule(context, top + 336);
}

/** In one large line, or in two smaller ones. */
function drawTitle(context: Context, title: string, y: number): void {
  const large = '600 26px';
  if (wrapped(context, title, large, WITHIN, 2).length === 1) {
    centred(context, title, y + 10, large, INK.text);
    return;
  }
  wrapped(context, title, '600 18px', WITHIN, 2).forEach((line, nth) => {
    centred(context, line, y + nth * 24, '600 18px', INK.text);
  });
}

function drawRows(context: Context, certificate: Certificate, y: number): void {
  const { series, edition, dayHash } = certificate;
  const rows = [
    ['发行', `${series.issuer.name}，${series.issuedDay}`],
    ['货', goodsStanding(certificate)],
    ['图文指纹', showHash(edition.fingerprint)],
    ['当天封账', showHash(dayHash)],
  ] as const;
  rows.forEach(([label, value], nth) => {
    const at = y + nth * 23;
    write(context, label, EDGE, at, '13px', INK.soft);
    const [line = ''] = wrapped(context, value, '13px', WITHIN - LABEL_WIDTH, 1);
    context.textAlign = 'right';
    write(context, line, WIDTH - EDGE, at, '13px', INK.text);
    context.textAlign = 'left';
  });
}

/** Where it is checked, and by whose signature: beside a code, or in words alone. */
function drawFoot(context: Context, { key }: Certificate, squares: Beside['squares'], y: number): void {
  context.fillStyle = INK.line;
  context.fillRect(EDGE, y, WITHIN, 1);
  const lines = squares ? ['扫码打开核对页，不用登录', '把证书文件交给它，断网也能算'] : ['凭证书文件核对，不用登录'];
  const x = squares ? EDGE + 104 : EDGE;
  const first = squares ? y + 28 : y + 18;
  lines.forEach((line, nth) => {
    write(context, line, x, first + nth * 22, '13px', nth === 0 ? INK.text : INK.soft);
  });
  write(context, `公钥 Ed25519 ${showHash(key)}`, x, first + lines.length * 22, '12px', INK.soft);
  if (squares) drawSquares(context, squares, { x: EDGE, y: y + 16, size: 90 });
}
