// What the engine makes of edited clips: a split sounds as the whole did, to
// the bit, and whatever is done to clips the engine takes the document.
import { describe, expect, it } from 'vitest';
import { envelopeAt } from '../../web/studio/src/audio/clip-envelope';
import { runDocumentAction } from '../../web/studio/src/document/action';
import { documentActions } from '../../web/studio/src/document/actions';
import { fromDocument, songFrames, toDocument } from '../../web/studio/src/document/document-shape';
import { History } from '../../web/studio/src/document/history';
import { DocumentStore } from '../../web/studio/src/document/store';
import { prepareSession } from '../../worklet/src/session/compiled-session';
import { emptySession } from '../../worklet/src/session/empty-session';
import type { ClipDocument, SessionDocument } from '../../worklet/src/session/session-document';
import {
  addStems,
  compiledSession,
  firstDifference,
  newEngine,
  renderOffline,
  wavStem,
} from '../wasm-core/bindings/engine-fixture';
import { hashOf, RandomPlayer, seededRandom } from './random-actions';

const kFrames = 20000;
const stem = wavStem(2, kFrames, 220, 3);

function session(clip: Partial<ClipDocument>): SessionDocument {
  const document = emptySession();
  document.stems.push({
    id: 'stem',
    name: 'Stem.wav',
    frames: kFrames,
    channels: 2,
    sampleRate: 48000,
    fileSha256: hashOf(seededRandom(1)),
  });
  document.tracks.push({
    id: 'track',
    name: 'Track',
    colour: '#f08a7d',
    channels: 2,
    delayMs: -3.3,
    clips: [{ id: 'clip', stem: 'stem', sourceFrame: 0, frames: kFrames, startFrame: 0, ...clip }],
    strip: { output: 'mix', params: {}, sends: [] },
  });
  return document;
}

function storeOf(document: SessionDocument) {
  const store = new DocumentStore(fromDocument(document));
  return { store, history: new History(store) };
}

describe('edited clips', () => {
  it('a split anywhere, and split again, sounds as the whole did', () => {
    const whole = session({
      sourceFrame: 500,
      frames: 18000,
      startFrame: 700,
      gainDb: -2.5,
      fadeInFrames: 6000,
      fadeInCurve: 'equalPower',
      fadeOutFrames: 15000,
      fadeOutCurve: 'slow',
      gainLine: [
        { sourceFrame: 2000, gainDb: -9 },
        { sourceFrame: 9000, gainDb: 4 },
        { sourceFrame: 15000, gainDb: -31.4 },
      ],
    });
    const wanted = renderOffline(JSON.stringify(whole), [stem]).output[0];
    expect(wanted.some((sample) => Math.abs(sample) > 0.1)).toBe(true);
    const random = seededRandom(4);
    let splits = 0;
    for (let round = 0; round < 12; ++round) {
      const { store, history } = storeOf(whole);
      for (let cut = 0; cut < 6; ++cut) {
        const ids = store.find('track', 'track')?.clipIds ?? [];
        const clip = ids[Math.floor(random() * ids.length)] as string;
        const record = store.find('clip', clip)!;
        const frame = record.startFrame + Math.floor(random() * record.frames);
        const args = { clip, frame, random };
        splits +=
          runDocumentAction(store, history, documentActions['clip.split'], args).size > 0 ? 1 : 0;
      }
      const got = renderOffline(JSON.stringify(toDocument(store)), [stem], 333).output[0];
      expect(firstDifference(got, wanted)).toBe(-1);
    }
    console.log(`[ figure ] splits that changed no bit: ${splits}`);
    expect(splits).toBeGreaterThan(60);
  });

  it('what is drawn of a clip’s gain is what is heard', () => {
    const clip = {
      sourceFrame: 500,
      frames: 18000,
      startFrame: 0,
      gainDb: -2.5,
      fadeInFrames: 6000,
      fadeInCutFrames: 700,
      fadeInCurve: 'equalPower',
      fadeOutFrames: 9000,
      fadeOutCutFrames: 200,
      fadeOutCurve: 'sCurve',
      gainLine: [
        { sourceFrame: 2000, gainDb: -9 },
        { sourceFrame: 9000, gainDb: 4 },
        { sourceFrame: 15000, gainDb: -31.4 },
      ],
    } as const;
    const edited = session({ ...clip, gainLine: [...clip.gainLine] });
    const plain = session({ sourceFrame: 500, frames: 18000, startFrame: 0 });
    for (const document of [edited, plain]) delete document.tracks[0]!.delayMs;
    const heard = renderOffline(JSON.stringify(edited), [stem]).output[0];
    const dry = renderOffline(JSON.stringify(plain), [stem]).output[0];
    const record = storeOf(edited).store.find('clip', 'clip')!;
    let worst = 0;
    for (let frame = 0; frame < 18000; ++frame) {
      const drawn = dry[frame]! * envelopeAt(record, frame);
      worst = Math.max(worst, Math.abs(drawn - heard[frame]!));
    }
    console.log(`[ figure ] drawn gain against heard: ${worst.toExponential(1)} of full scale`);
    expect(worst).toBeLessThan(3e-7);
    expect(worst).toBeGreaterThan(0);
  });

  it('the engine takes whatever a hand makes of them, and is as long as the page says', () => {
    const engine = newEngine();
    for (let seed = 1; seed <= 6; ++seed) {
      const { store, history } = storeOf(session({}));
      const player = new RandomPlayer(store, history, seededRandom(seed), { nowMs: 0 });
      for (let move = 0; move < 250; ++move) {
        if (seed > 3 && move % 9 === 0) player.move();
        else player.changeClip();
        if (store.session.trackIds.every((id) => store.find('track', id)?.clipIds.length === 0)) {
          history.undo();
        }
        if (move % 10 !== 0) continue;
        const document = toDocument(store);
        const renderer = new engine.MixRenderer();
        // Whatever file a random stem stands for: its length is what counts here.
        addStems(
          renderer,
          document.stems.map(({ frames, channels }) => ({
            bytes: new Uint8Array(),
            layout: { ...stem.layout, frames, channels, bytesPerFrame: 4 * channels },
          })),
        );
        prepareSession(engine, compiledSession(JSON.stringify(document)), (pointer, bytes) =>
          renderer.prepare(pointer, bytes, 8192),
        );
        expect(renderer.songFrames()).toBe(songFrames(store));
        renderer.delete();
      }
      const edits = Object.keys(player.counts).filter((id) => id.startsWith('clip.'));
      expect(edits.length).toBeGreaterThan(10);
    }
  });
});
