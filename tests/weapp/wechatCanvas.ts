/** One call of a drawing: its name, then what it was given; of a stroke the ink as well. */
export type Stroke = readonly [name: string, ...given: unknown[]];

/**
 * A canvas as WeChat gives one: a node without style, listeners or document, whose context knows neither its canvas nor
 * resetTransform. Remembers what is drawn, with the ink of each stroke and text.
 */
export function wechatCanvas() {
  const strokes: Stroke[] = [];
  const KNOWN = [
    'save',
    'restore',
    'beginPath',
    'closePath',
    'moveTo',
    'lineTo',
    'arc',
    'rect',
    'clip',
    'fill',
    'stroke',
  ]
    .concat(['clearRect', 'fillRect', 'strokeRect', 'setTransform', 'translate', 'rotate', 'scale', 'setLineDash'])
    .concat(['fillText', 'strokeText', 'bezierCurveTo', 'quadraticCurveTo', 'drawImage']);
  const context: Record<string, unknown> = { measureText: (text: string) => ({ width: text.length * 6 }) };
  for (const name of KNOWN) {
    context[name] = (...given: unknown[]) =>
      strokes.push([name, ...given, ...(name === 'stroke' ? [context.strokeStyle] : [])]);
  }
  /** A picture that comes at once, whatever its address. */
  const createImage = () => {
    const image: { width: number; height: number; onload?: () => void; address: string; src?: string } = {
      width: 430,
      height: 430,
      address: '',
    };
    Object.defineProperty(image, 'src', {
      set: (address: string) => {
        image.address = address;
        image.onload?.();
      },
    });
    return image;
  };
  const canvas = { width: 300, height: 150, getContext: () => context, createImage };
  return { canvas: canvas as unknown as HTMLCanvasElement, strokes };
}
