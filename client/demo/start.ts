export function startDemoBar(): void {}
