// The last song's mix, kept on disk for as long as nothing of it changes: a change
// of the master alone renders no strips. One mix at a time, and none that could
// not be written (a full disk): then the next render begins from the stems.
// Thread: render worker.

import type { Folder } from '../io/folder';
import { isQuotaError } from '../messages/fault';
import { MixFile } from './mix-file';

export class MixCache {
  /** False where files are in memory: nothing is kept there. */
  readonly lasting: boolean;
  readonly #folder: () => Promise<Folder>;
  #kept: { key: string; mix: MixFile } | null = null;

  constructor(folder: () => Promise<Folder>, lasting: boolean) {
    this.#folder = folder;
    this.lasting = lasting;
  }

  /** Null where that mix is not at hand, as far as song frame `endFrame` at least. */
  find(key: string, endFrame = 0): MixFile | null {
    const kept = this.#kept;
    return kept?.key === key && kept.mix.songFrames >= endFrame ? kept.mix : null;
  }

  /**
   * `render` fills the file and answers; if it has filled it, the mix is kept as `key`'s. Where the
   * disk has no room for one, or runs out under way, it is asked again with null.
   */
  async fill<Result>(
    key: string,
    render: (mix: MixFile | null) => Promise<Result>,
  ): Promise<Result> {
    await this.drop();
    let mix: MixFile | null = null;
    try {
      mix = await MixFile.create(await this.#folder());
      const result = await render(mix);
      if (this.lasting && mix.isWhole()) {
        this.#kept = { key, mix };
        mix = null;
      }
      return result;
    } catch (error) {
      if (!isQuotaError(error)) throw error;
      await mix?.remove();
      mix = null;
      return await render(null);
    } finally {
      await mix?.remove();
    }
  }

  async drop(): Promise<void> {
    const kept = this.#kept;
    this.#kept = null;
    await kept?.mix.remove();
  }
}
