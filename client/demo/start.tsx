import { createRoot } from 'react-dom/client';
import { DemoBar } from './DemoBar';
import { localStatus } from './localCloud';
import './demo.css';

/** Shows the demo bar where a local cloud answers. Browser only, and never in a deployment: nothing answers there. */
export async function startDemoBar(): Promise<void> {
  const host = document.getElementById('demo-bar');
  if (host && (await localStatus()) !== null) createRoot(host).render(<DemoBar />);
}
