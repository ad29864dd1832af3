// The session at another sample rate: first its stems are made ready for it, with
// progress, then the document goes there as one step of undo; the engine follows with a
// sound output of that rate. Playback stops, and stays where it was in the song.
// Thread: main.

import { kiloHertz } from '@lathe/worklet/session/sample-rates';
import { createSignal } from 'solid-js';
import { toDocument } from '../document/document-shape';
import { rerate } from '../document/session-rate';
import type { Studio } from './studio';

export class SessionRate {
  readonly #studio: Studio;
  readonly #changing = createSignal(false);

  constructor(studio: Studio) {
    this.#studio = studio;
    studio.store.onChange((diff) => {
      const change = diff.get('session');
      if (change?.before?.kind !== 'session' || change.after?.kind !== 'session') return;
      const fromHz = change.before.sampleRate;
      const toHz = change.after.sampleRate;
      // A session's first stem brings its rate; there is no place in the song yet.
      if (fromHz !== toHz && change.before.trackIds.length > 0) void this.#follow(fromHz, toHz);
    });
  }

  /** Its stems are being made ready; tracked. */
  changing(): boolean {
    return this.#changing[0]();
  }

  /** Stays as it is where a stem cannot be made ready, or that is cancelled. */
  async change(toHz: number): Promise<void> {
    const studio = this.#studio;
    if (this.changing() || toHz === studio.store.session.sampleRate) return;
    this.#changing[1](true);
    try {
      // Stems may come while others are made ready.
      let stemIds: readonly string[];
      do {
        stemIds = studio.store.session.stemIds;
        if (!(await studio.stems.makeReady(toDocument(studio.store), toHz))) return;
      } while (stemIds !== studio.store.session.stemIds);
      studio.automation.drop();
      studio.change('session.sampleRate', { sampleRate: toHz });
      studio.faults.notice(
        `The session runs at ${kiloHertz(toHz)} now.`,
        'Files of other rates are kept as they are and played converted. Undo takes it back.',
      );
    } finally {
      this.#changing[1](false);
    }
  }

  /** Undo and redo come this way too. */
  async #follow(fromHz: number, toHz: number): Promise<void> {
    const { transport, follower, references } = this.#studio;
    const at = rerate(fromHz, toHz);
    const frame = at(transport.playheadFrame);
    const range = transport.loopRange();
    const looping = transport.looping();
    if (transport.playing()) transport.pause();
    if (references.heard()) references.toggle();
    await follower.settled();
    if (range) {
      transport.setLoop({ startFrame: at(range.startFrame), endFrame: at(range.endFrame) });
      if (!looping) transport.toggleLoop();
    }
    transport.seek(frame);
  }
}
