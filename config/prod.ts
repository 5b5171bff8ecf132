/** What differs in a release build: nothing yet but silence. */
export default { logger: { quiet: true, stats: false }, mini: {}, h5: {} };
