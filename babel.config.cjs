/** Used by the Taro builds alone; tests are compiled by swc. */
module.exports = {
  presets: [
    [
      'taro',
      // The oldest engines that are served (docs/decisions.md). For older ones `**` would become Math.pow, which throws
      // on big integers.
      {
        framework: 'react',
        ts: true,
        compiler: 'webpack5',
        targets: { ios: '12.2', chrome: '78' },
        include: ['transform-optional-catch-binding'],
      },
    ],
  ],
};
