// Help → Self-test: the published cases, and what this build's meters read.
// Thread: main.

import type { SelfTestCase } from '@lathe/worklet/client/self-test-case';
import { kiloHertz } from '@lathe/worklet/session/sample-rates';
import { createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import { saveFile } from '../app/save-file';
import { useStudio } from '../app/studio';
import { fixed, formatFigure } from '../params/format';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';

export function SelfTestDialog() {
  const studio = useStudio();
  const { selfTest } = studio;
  const [copied, setCopied] = createSignal(false);
  const running = () => selfTest.state() === 'running';
  const run = () => {
    setCopied(false);
    selfTest.run().catch((error) => {
      studio.faults.report(error, 'The self-test');
      studio.showDialog(null);
    });
  };
  onMount(run);
  onCleanup(() => selfTest.cancel());
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(selfTest.json());
      setCopied(true);
    } catch {
      studio.faults.show('The browser does not allow copying here.', 'Save the results instead.');
    }
  };

  return (
    <Dialog title="Self-test" class="wide self-test" close={() => studio.showDialog(null)}>
      <p class="muted">
        Signals whose readings are published (EBU Tech 3341 and 3342), made at every usual sample
        rate and read by the meters of this page, on this machine.
      </p>
      <div class="self-test-state">
        <p role="status">
          <Outcome />
        </p>
        <Show when={running()}>
          <progress
            max={Math.max(1, selfTest.count())}
            value={selfTest.cases().length}
            aria-label="Self-test progress"
          />
        </Show>
      </div>
      <section class="self-test-cases" aria-label="Cases">
        <table>
          <thead>
            <tr>
              <th scope="col">Case</th>
              <th scope="col" class="number">
                Expected
              </th>
              <th scope="col" class="number">
                Read
              </th>
              <th scope="col">Result</th>
            </tr>
          </thead>
          <tbody>
            <For each={selfTest.cases()}>
              {(each, i) => (
                <>
                  <Show when={selfTest.cases()[i() - 1]?.sampleRate !== each.sampleRate}>
                    <tr>
                      <th scope="rowgroup" colspan="4" class="self-test-rate">
                        {kiloHertz(each.sampleRate)}
                      </th>
                    </tr>
                  </Show>
                  <CaseRow result={each} />
                </>
              )}
            </For>
          </tbody>
        </table>
      </section>
      <div class="row end">
        <button
          type="button"
          class="button"
          disabled={selfTest.cases().length === 0}
          onClick={() => void copy()}
        >
          <Icon name={copied() ? 'check' : 'copy'} />
          <span>{copied() ? 'Copied' : 'Copy as JSON'}</span>
        </button>
        <button
          type="button"
          class="button"
          disabled={selfTest.cases().length === 0}
          onClick={() =>
            saveFile(
              'lathe-self-test.json',
              new Blob([selfTest.json()], { type: 'application/json' }),
            )
          }
        >
          <Icon name="download" />
          <span>Save as JSON</span>
        </button>
        <Show
          when={running()}
          fallback={
            <button type="button" class="button primary" onClick={run}>
              Run again
            </button>
          }
        >
          <button type="button" class="button primary" onClick={() => selfTest.cancel()}>
            Cancel
          </button>
        </Show>
      </div>
    </Dialog>
  );
}

function Outcome() {
  const { selfTest } = useStudio();
  const done = () => selfTest.cases().length;
  const passed = () => done() - selfTest.failed();
  const text = () => {
    const of = `${passed()} of ${selfTest.state() === 'done' ? selfTest.count() : done()} passed`;
    if (selfTest.state() === 'done') return selfTest.failed() === 0 ? `All ${done()} passed` : of;
    if (done() === 0) return 'Starting…';
    return selfTest.state() === 'running' ? `${of}, ${selfTest.count()} in all…` : `Stopped: ${of}`;
  };
  return (
    <strong classList={{ good: selfTest.state() === 'done', wrong: selfTest.failed() > 0 }}>
      {text()}
    </strong>
  );
}

function CaseRow(props: { result: SelfTestCase }) {
  const { id, what, expected, toleranceOver, toleranceUnder, unit, read, passed } = props.result;
  const tolerance =
    toleranceOver === toleranceUnder
      ? `±${fixed(toleranceOver, 1)}`
      : `+${fixed(toleranceOver, 1)}/−${fixed(toleranceUnder, 1)}`;
  return (
    <tr>
      <th scope="row">
        {id} <span class="muted">{what}</span>
      </th>
      <td class="number">
        {fixed(expected, 1)} <span class="muted">{tolerance}</span> {unit}
      </td>
      <td class="number">{formatFigure(read, 2)}</td>
      <td classList={{ good: passed, wrong: !passed }}>{passed ? '✓ pass' : '✕ fails'}</td>
    </tr>
  );
}
