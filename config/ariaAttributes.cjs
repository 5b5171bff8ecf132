const { resolve } = require('node:path');
const { ariaComponents } = require('./ariaComponents.cjs');

/**
 * Taro's mini-program templates pass on only the attributes they know, and know none of accessibility. This build
 * plugin adds those that our screens use, so that a screen reader hears the same names in WeChat as in a browser. The
 * running client must know the very same list (ariaRuntime.cjs), since attributes are numbered by their place in it.
 */
module.exports = (ctx) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (!platform.template) return;
      platform.template.mergeComponents(ctx, ariaComponents);
      platform.runtimePath = [platform.runtimePath, resolve(__dirname, 'ariaRuntime.cjs')].flat();
    },
  });
};
