// The header: what is open, the transport, the song's true numbers, and what
// leaves the studio.
// Thread: main.

import { createSignal, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { ActionButton } from '../ui/action-button';
import { Icon } from '../ui/icon';
import { PageTabs } from './page-tabs';
import { SongFigures } from './song-figures';
import { TransportBar } from './transport-bar';

export function Header() {
  const studio = useStudio();
  const session = () => studio.records.session();
  const empty = () => session().trackIds.length === 0;

  return (
    <header class="header">
      <div class="header-title">
        <span class="logo" aria-hidden="true">
          <span class="logo-mark" />
          <span class="logo-name">Lathe</span>
        </span>
        <Show when={!empty()}>
          <PageTabs />
        </Show>
        <Show when={!empty()} fallback={<h1 class="tagline">Mix and master in this tab</h1>}>
          <SessionName />
        </Show>
      </div>
      <Show when={!empty()}>
        <TransportBar />
        <SongFigures />
      </Show>
      <div class="header-actions">
        <Show when={!empty()}>
          <ActionButton
            action="session.undo"
            class="quiet square"
            title={studio.undoLabel() ? `Undo: ${studio.undoLabel()} (Ctrl Z)` : 'Nothing to undo'}
          >
            <Icon name="undo" />
          </ActionButton>
          <ActionButton
            action="session.redo"
            class="quiet square"
            title={
              studio.redoLabel() ? `Redo: ${studio.redoLabel()} (Ctrl Shift Z)` : 'Nothing to redo'
            }
          >
            <Icon name="redo" />
          </ActionButton>
          <ActionButton action="session.open" class="quiet square wide-only">
            <Icon name="plus" />
          </ActionButton>
        </Show>
        <ActionButton action="view.help" class="quiet square">
          <Icon name="help" />
        </ActionButton>
        <ActionButton action="view.settings" class="quiet square">
          <Icon name="settings" />
        </ActionButton>
        <Show when={!empty()}>
          <ActionButton action="session.share" label="Share link" class="collapses">
            <Icon name="share" />
            <span>Share</span>
          </ActionButton>
          <ActionButton action="session.export" label="Export" class="primary collapses">
            <Icon name="download" />
            <span>Export</span>
          </ActionButton>
        </Show>
      </div>
    </header>
  );
}

function SessionName() {
  const studio = useStudio();
  const [typing, setTyping] = createSignal(false);
  const name = () => studio.records.session().name;
  const finish = (text: string | null) => {
    if (!typing()) return;
    setTyping(false);
    if (text !== null) studio.change('session.rename', { name: text });
  };
  return (
    <h1 class="session-name">
      <Show
        when={typing()}
        fallback={
          <button
            type="button"
            class="readout"
            title="Rename the session"
            onClick={() => setTyping(true)}
          >
            {name()}
          </button>
        }
      >
        <input
          ref={(input) =>
            queueMicrotask(() => {
              input.focus();
              input.select();
            })
          }
          class="name-entry"
          aria-label="Name of the session"
          value={name()}
          onBlur={(event) => finish(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') finish(event.currentTarget.value);
            if (event.key === 'Escape') finish(null);
          }}
        />
      </Show>
    </h1>
  );
}
