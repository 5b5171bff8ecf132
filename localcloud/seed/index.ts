export { demoPictures } from './catalogue';
export { demoVariables } from './owner';
export { type DemoPicture, storePictures } from './pictures';
export { seedDemo } from './seed';
