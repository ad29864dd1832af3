import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Autosave, type SaveState } from '../../web/studio/src/document/autosave';
import { fromDocument } from '../../web/studio/src/document/document-shape';
import { DocumentStore } from '../../web/studio/src/document/store';
import { emptySession } from '../../worklet/src/session/empty-session';

function start(save: (json: string) => Promise<void>) {
  const store = new DocumentStore(fromDocument(emptySession()));
  const states: SaveState[] = [];
  const autosave = new Autosave(store, { save, onState: (state) => states.push(state) });
  const rename = (name: string) =>
    store.transact((transaction) => transaction.put({ ...store.session, name }));
  return { store, states, autosave, rename };
}

describe('autosave', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('saves the newest document once after a burst', async () => {
    const saved: string[] = [];
    const { rename, states } = start(async (json) => void saved.push(JSON.parse(json).name));
    for (let i = 0; i < 10; ++i) {
      rename(`n${i}`);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(saved).toEqual([]);
    await vi.advanceTimersByTimeAsync(700);
    expect(saved).toEqual(['n9']);
    expect(states.at(-1)).toBe('saved');
  });

  it('saves within five seconds while changes keep coming', async () => {
    const saved: string[] = [];
    const { rename } = start(async (json) => void saved.push(JSON.parse(json).name));
    for (let i = 0; i < 60; ++i) {
      rename(`n${i}`);
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(saved.length).toBeGreaterThanOrEqual(2);
  });

  it('saves at once when the page is left', async () => {
    const saved: string[] = [];
    const { rename, autosave } = start(async (json) => void saved.push(JSON.parse(json).name));
    const window = Object.assign(new EventTarget(), {
      document: Object.assign(new EventTarget(), { visibilityState: 'visible' }),
    });
    autosave.listenTo(window as unknown as Window);
    rename('last words');
    window.dispatchEvent(new Event('pagehide'));
    await vi.advanceTimersByTimeAsync(0);
    expect(saved).toEqual(['last words']);
  });

  it('never has two saves under way, and loses no change made during one', async () => {
    let running = 0;
    let most = 0;
    const saved: string[] = [];
    const { rename, autosave } = start(async (json) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 3000));
      saved.push(JSON.parse(json).name);
      --running;
    });
    rename('a');
    await vi.advanceTimersByTimeAsync(700);
    rename('b');
    void autosave.flush();
    await vi.advanceTimersByTimeAsync(10000);
    expect(most).toBe(1);
    expect(saved).toEqual(['a', 'b']);
  });

  it('says when saving fails, and tries again at the next change', async () => {
    let full = true;
    const saved: string[] = [];
    const { rename, states } = start(async (json) => {
      if (full) throw new Error('disk full');
      saved.push(JSON.parse(json).name);
    });
    rename('a');
    await vi.advanceTimersByTimeAsync(700);
    expect(states.at(-1)).toBe('failed');
    full = false;
    rename('b');
    await vi.advanceTimersByTimeAsync(700);
    expect(saved).toEqual(['b']);
  });
});
