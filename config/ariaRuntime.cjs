const { mergeInternalComponents } = require('@tarojs/shared');
const { ariaComponents } = require('./ariaComponents.cjs');

mergeInternalComponents(ariaComponents);
