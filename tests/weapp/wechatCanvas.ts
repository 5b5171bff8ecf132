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
    .concat(['fillText', 'strokeText', 'bezierCurveTo', 'quadraticCurveTo']);
  const context: Record<string, unknown> = { measureText: (text: string) => ({ width: text.length * 6 }) };
  for (const name of KNOWN) {
    context[name] = (...given: unknown[]) =>
      strokes.push([name, ...given, ...(name === 'stroke' ? [context.strokeStyle] : [])]);
  }
  const canvas = { width: 300, height: 150, getContext: () => context };
  return { canvas: canvas as unknown as HTMLCanvasElement, strokes };
}
