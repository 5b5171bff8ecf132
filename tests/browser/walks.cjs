const { readdirSync } = require('node:fs');

/**
 * The walks that every check takes (.ci/run): every page there is, and the ways that money, points and editions go. The
 * others are taken in turn, as many a day as there is time for. By name, without `.browser.ts`.
 */
const always = [
  'everyPage',
  'opening',
  'staffScreens',
  'account',
  'exits',
  'withdraw',
  'order',
  'plans',
  'wallet',
  'collectibles',
  'checkout',
];

/** Every other walk there is. */
const others = () =>
  readdirSync(__dirname)
    .filter((name) => name.endsWith('.browser.ts'))
    .map((name) => name.replace('.browser.ts', ''))
    .filter((name) => !always.includes(name))
    .sort();

module.exports = { always, others };
