/** Used by the Taro builds alone; tests are compiled by swc. Each NutUI component is imported with its own style. */
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
  plugins: [
    [
      'import',
      {
        libraryName: '@nutui/nutui-react-taro',
        libraryDirectory: 'dist/es',
        customName: (name) => `@nutui/nutui-react-taro/dist/es/packages/${name.toLowerCase()}`,
        style: (name) => `${name}/style/css`,
        camel2DashComponentName: false,
      },
      'nutui-react-taro',
    ],
  ],
};
