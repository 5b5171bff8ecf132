import Taro from '@tarojs/taro';

/** Where to draw, as the host gives it. Width and height are px of the screen. */
export interface Board {
  readonly canvas: HTMLCanvasElement;
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

const FRAMES_TO_WAIT = 60;

/** The canvas in a browser: Taro's own element makes it some frames after it is there itself. */
function canvasInBrowser(id: string): Promise<HTMLCanvasElement | null> {
  return new Promise((resolve) => {
    const look = (frame: number) => {
      const found = document.querySelector<HTMLCanvasElement>(`#${id} canvas, canvas#${id}, canvas[canvas-id=${id}]`);
      if ((found && found.getBoundingClientRect().width > 0) || frame >= FRAMES_TO_WAIT) resolve(found);
      else requestAnimationFrame(() => look(frame + 1));
    };
    look(0);
  });
}

/** Finds the canvas and its size, in a browser or in WeChat. */
export async function findBoard(id: string): Promise<Board | null> {
  if (process.env.TARO_ENV === 'h5') {
    const element = await canvasInBrowser(id);
    if (!element) return null;
    const { width, height } = element.getBoundingClientRect();
    return { canvas: element, width, height, pixelRatio: window.devicePixelRatio };
  }
  return new Promise((resolve) => {
    Taro.createSelectorQuery()
      .select(`#${id}`)
      .fields({ node: true, size: true })
      .exec(([found]) => {
        const { node: canvas, width, height } = found ?? {};
        resolve(canvas ? { canvas, width, height, pixelRatio: Taro.getWindowInfo().pixelRatio } : null);
      });
  });
}
