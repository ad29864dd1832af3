// Settings of the page and of the session as a whole.
// Thread: main.

import { kiloHertz, SAMPLE_RATES_HZ } from '@lathe/worklet/session/sample-rates';
import { For, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { THEMES, type ThemeChoice } from '../app/theme';
import { Choice } from '../ui/choice';
import { paramModel } from '../ui/control-model';
import { Dialog } from '../ui/dialog';
import { MenuSelect } from '../ui/menu-select';

const RATES = SAMPLE_RATES_HZ.map((rateHz) => ({
  value: String(rateHz),
  label: kiloHertz(rateHz),
}));

const THEME_NAMES: Record<ThemeChoice, string> = {
  system: 'As the system',
  dark: 'Dark',
  light: 'Light',
  contrast: 'High contrast',
};

export function SettingsDialog() {
  const studio = useStudio();
  const session = () => studio.records.session();
  return (
    <Dialog title="Settings" close={() => studio.showDialog(null)}>
      <fieldset class="stack">
        <legend>Theme</legend>
        <div class="row">
          <For each={THEMES}>
            {(theme) => (
              <label class="radio">
                <input
                  type="radio"
                  name="theme"
                  checked={studio.theme.choice() === theme}
                  onChange={() => studio.theme.choose(theme)}
                />
                {THEME_NAMES[theme]}
              </label>
            )}
          </For>
        </div>
      </fieldset>
      <div class="stack">
        <p>Pan law of this session</p>
        <Choice model={paramModel(studio, { target: 'session', key: 'panLaw' })} label="pan law" />
      </div>
      <Show when={session().trackIds.length > 0}>
        <div class="stack">
          <p>Sample rate of this session</p>
          <MenuSelect
            label="Sample rate of the session"
            value={String(session().sampleRate)}
            entries={RATES}
            disabled={studio.rate.changing()}
            choose={(rateHz) => {
              // What converts the stems shows how far it is, and can be cancelled.
              studio.showDialog(null);
              void studio.rate.change(Number(rateHz));
            }}
          />
          <p class="muted">
            {studio.rate.changing()
              ? 'Converting the stems…'
              : 'It began with that of most of its first stems. Stems of other rates are played converted to it; a file can be exported at any rate without changing it.'}
          </p>
        </div>
      </Show>
      <div class="stack">
        <p>Start again</p>
        <div class="row">
          <button
            type="button"
            class="button"
            onClick={() => {
              studio.showDialog(null);
              void studio.session.newSession();
            }}
          >
            New session
          </button>
        </div>
      </div>
    </Dialog>
  );
}
