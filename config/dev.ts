/** What differs while developing (`taro build --watch`): the dev server serves from the root of its own port. */
export default { logger: { quiet: false, stats: false }, mini: {}, h5: { publicPath: '/' } };
