/**
 * `1n` as a call: an engine without big integers could not even read the script, and with it everything else in there.
 * Rules that a phone may run are fetched when they are asked for, and only where it has them (features/explain).
 */
const bigIntLiterals = ({ types }) => ({
  name: 'big-int-literals',
  visitor: {
    BigIntLiteral(path) {
      path.replaceWith(types.callExpression(types.identifier('BigInt'), [types.stringLiteral(path.node.value)]));
    },
  },
});

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
  plugins: [bigIntLiterals],
};
