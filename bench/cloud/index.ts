export { benchCloud } from './run';
