// The page: header, song, console, inspector, status; and what lies over it.
// Thread: main.

import { createSignal, For, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { filesOfDrop } from '../app/dropped-files';
import { useStudio } from '../app/studio';
import type { ViewName } from '../app/view-choice';
import { Icon, type IconName } from '../ui/icon';
import { Console } from './console';
import { ExportDialog } from './export-dialog';
import { FaultList } from './fault-list';
import { FirstRun } from './first-run';
import { Header } from './header';
import { HelpDialog } from './help-dialog';
import { ImportBar } from './import-bar';
import { Inspector } from './inspector';
import { KeysDialog } from './keys-dialog';
import { MasterPage } from './master-page';
import { OpenDialog, takeFiles } from './open-dialog';
import { PendingDialog } from './pending-dialog';
import { SelfTestDialog } from './self-test-dialog';
import { SettingsDialog } from './settings-dialog';
import { ShareDialog } from './share-dialog';
import { Song } from './song';
import { StatusBar } from './status-bar';

const VIEWS: readonly { view: ViewName; name: string; icon: IconName }[] = [
  { view: 'song', name: 'Song', icon: 'audioLines' },
  { view: 'mixer', name: 'Mixer', icon: 'mixer' },
  { view: 'strip', name: 'Strip', icon: 'strip' },
  { view: 'master', name: 'Master', icon: 'gauge' },
];

export function App() {
  const studio = useStudio();
  const [dropping, setDropping] = createSignal(false);
  const empty = () => studio.records.session().trackIds.length === 0;

  const drop = async (transfer: DataTransfer) => {
    try {
      await takeFiles(studio, await filesOfDrop(transfer));
    } catch (error) {
      studio.faults.report(error, 'Reading what was dropped');
    }
  };

  // Files are taken anywhere on the page, at any time.
  onMount(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    window.addEventListener(
      'dragover',
      (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setDropping(true);
      },
      { signal },
    );
    window.addEventListener(
      'dragleave',
      (event) => {
        if (event.relatedTarget === null) setDropping(false);
      },
      { signal },
    );
    window.addEventListener(
      'drop',
      (event) => {
        setDropping(false);
        if (!event.dataTransfer || !holdsFiles(event)) return;
        event.preventDefault();
        void drop(event.dataTransfer);
      },
      { signal },
    );
    onCleanup(() => listening.abort());
  });

  return (
    <div class="app" data-view={studio.views.view()}>
      <Header />
      <Show when={!empty()} fallback={<Show when={studio.session.ready()}>{<FirstRun />}</Show>}>
        <main class="desk">
          <Song />
          <Console />
          <Show when={studio.views.page() === 'master'} fallback={<Inspector />}>
            <MasterPage />
          </Show>
        </main>
        <nav class="view-tabs" aria-label="Views">
          <For each={VIEWS}>
            {({ view, name, icon }) => (
              <button
                type="button"
                aria-current={studio.views.view() === view ? 'page' : undefined}
                onClick={() => studio.views.show(view)}
              >
                <Icon name={icon} />
                <span>{name}</span>
              </button>
            )}
          </For>
        </nav>
      </Show>
      <StatusBar />
      <ImportBar />
      <FaultList />
      <Switch>
        <Match when={studio.dialog() === 'export'}>
          <ExportDialog />
        </Match>
        <Match when={studio.dialog() === 'share'}>
          <ShareDialog />
        </Match>
        <Match when={studio.dialog() === 'open'}>
          <OpenDialog />
        </Match>
        <Match when={studio.dialog() === 'help'}>
          <HelpDialog />
        </Match>
        <Match when={studio.dialog() === 'keys'}>
          <KeysDialog />
        </Match>
        <Match when={studio.dialog() === 'selfTest'}>
          <SelfTestDialog />
        </Match>
        <Match when={studio.dialog() === 'settings'}>
          <SettingsDialog />
        </Match>
      </Switch>
      <Show when={studio.session.pending()}>
        <PendingDialog />
      </Show>
      <Show when={dropping()}>
        <div class="drop-veil" aria-hidden="true">
          <Icon name="upload" />
          <p>Drop stems, a folder of them, or a session file</p>
        </div>
      </Show>
    </div>
  );
}
