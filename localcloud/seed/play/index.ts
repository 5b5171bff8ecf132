export { type PlayOptions, play } from './play';
export { DemoRefused } from './stage';
