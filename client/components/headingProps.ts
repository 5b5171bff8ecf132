/** What makes a text a heading for who listens: 1 the page's title, 2 a card's. WeChat knows the role without a level. */
export const headingProps = (level: 1 | 2 | 3): Record<string, unknown> =>
  process.env.TARO_ENV === 'h5' ? { role: 'heading', 'aria-level': level } : { 'aria-role': 'heading' };
