// Where the page begins: starts the engine, then the studio. An engine that
// cannot start is said at once, with what to do.
// Thread: main.

import '@fontsource-variable/inter';
import './styles/index.css';
import { createStudioEngine } from '@lathe/worklet/client/lathe-engine';
import { EngineError } from '@lathe/worklet/client/studio-engine';
import { render } from 'solid-js/web';
import { listenToKeys } from './app/keys';
import { Studio, StudioProvider } from './app/studio';
import { watchWheel } from './ui/turn';
import { App } from './views/app';
import { CannotStart } from './views/cannot-start';

async function start(root: HTMLElement): Promise<void> {
  try {
    const studio = new Studio(await createStudioEngine());
    watchWheel();
    listenToKeys(studio);
    render(
      () => (
        <StudioProvider value={studio}>
          <App />
        </StudioProvider>
      ),
      root,
    );
    await studio.start();
  } catch (error) {
    const fault =
      error instanceof EngineError
        ? error.fault
        : { message: `Lathe could not start: ${error}`, remedy: 'Reload the page.' };
    root.replaceChildren();
    render(() => <CannotStart message={fault.message} remedy={fault.remedy} />, root);
  }
}

const root = document.getElementById('studio');
if (root) void start(root);
