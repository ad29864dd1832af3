// Settings of the page and of the session as a whole.
// Thread: main.

import { kiloHertz } from '@lathe/worklet/session/sample-rates';
import { For } from 'solid-js';
import { useStudio } from '../app/studio';
import { THEMES, type ThemeChoice } from '../app/theme';
import { Choice } from '../ui/choice';
import { paramModel } from '../ui/control-model';
import { Dialog } from '../ui/dialog';

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
        <p class="muted">
          The session runs at {kiloHertz(session().sampleRate)}, the rate of most of its stems;
          stems of other rates are converted to it.
        </p>
      </div>
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
