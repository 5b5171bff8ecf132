/** What differs while developing (`taro build --watch`): readable output. */
export default { logger: { quiet: false, stats: true }, mini: {}, h5: {} };
