// The document at another rate: every place in the song and in its stems is where it
// was, to a frame at most; what met still meets; and one undo brings all of it back.
import { describe, expect, it } from 'vitest';
import { runDocumentAction } from '../../web/studio/src/document/action';
import { documentActions } from '../../web/studio/src/document/actions';
import { fromDocument, songFrames, toDocument } from '../../web/studio/src/document/document-shape';
import { History } from '../../web/studio/src/document/history';
import { DocumentStore } from '../../web/studio/src/document/store';
import { emptySession } from '../../worklet/src/session/empty-session';
import { SAMPLE_RATES_HZ } from '../../worklet/src/session/sample-rates';
import type {
  ClipDocument,
  HeadTailDocument,
  SessionDocument,
} from '../../worklet/src/session/session-document';
import { hashOf, seededRandom } from './random-actions';

const kSeconds = 61.7;
const kStemRate = 44100;

const HEAD_TAIL: Required<HeadTailDocument> = {
  startFrame: 12347,
  endFrame: 2400001,
  fadeInFrames: 1201,
  fadeInCurve: 'sCurve',
  fadeOutFrames: 90001,
  fadeOutCurve: 'equalPower',
  silenceBeforeFrames: 24001,
  silenceAfterFrames: 48001,
};

/** A stem cut into many clips, some of them moved; rides; tempo marks close together. */
function cutSession(sampleRate: number): SessionDocument {
  const random = seededRandom(4);
  const frames = Math.round(kSeconds * kStemRate);
  const length = Math.floor((frames * sampleRate) / kStemRate + 0.5);
  const clips: ClipDocument[] = [];
  for (let at = 0, i = 0; at < length; ++i) {
    const to = Math.min(length, at + 1 + Math.floor(random() * 2 * sampleRate));
    clips.push({
      id: `c${i}`,
      stem: 'stem',
      sourceFrame: at,
      frames: to - at,
      startFrame: at + (i < 20 ? 0 : 12345),
      fadeInFrames: Math.floor(random() * (to - at)),
      gainLine: [
        { sourceFrame: at + 7, gainDb: -3 },
        { sourceFrame: at + 8, gainDb: 0 },
      ],
    });
    at = to;
  }
  const empty = emptySession({ sampleRate });
  return {
    ...empty,
    master: { ...empty.master, headTail: HEAD_TAIL },
    tempo: [
      { frame: 0, bpm: 120 },
      { frame: 90001, bpm: 90 },
      { frame: 90002, bpm: 91 },
    ],
    stems: [
      {
        id: 'stem',
        name: 's.wav',
        frames,
        channels: 1,
        sampleRate: kStemRate,
        fileSha256: hashOf(random),
      },
    ],
    tracks: [
      {
        id: 'track',
        name: 'Track',
        colour: '#f08a7d',
        channels: 1,
        clips,
        strip: { output: 'mix', params: {}, sends: [] },
      },
    ],
    automation: [
      {
        target: 'strip',
        strip: 'track',
        param: 'fader.gainDb',
        points: Array.from({ length: 50 }, (_, i) => ({ frame: i * 1001 + (i % 2), value: -i })),
      },
    ],
  };
}

function desk(document: SessionDocument) {
  const store = new DocumentStore(fromDocument(document));
  const history = new History(store);
  const to = (sampleRate: number) =>
    runDocumentAction(store, history, documentActions['session.sampleRate'], { sampleRate });
  return { store, history, to };
}

const clipsOf = (document: SessionDocument) => document.tracks[0]?.clips ?? [];

describe('The session at another rate', () => {
  it('keeps every place to a frame, at every rate', () => {
    let worst = 0;
    for (const fromHz of [44100, 48000, 96000]) {
      for (const toHz of SAMPLE_RATES_HZ) {
        const { store, to } = desk(cutSession(fromHz));
        const before = toDocument(store);
        to(toHz);
        const after = toDocument(store);
        expect(after.sampleRate).toBe(toHz);
        const offBy = (was: number, is: number) => {
          worst = Math.max(worst, Math.abs(is - (was * toHz) / fromHz));
        };
        clipsOf(before).forEach((was, i) => {
          const is = clipsOf(after)[i] as ClipDocument;
          offBy(was.startFrame, is.startFrame);
          offBy(was.sourceFrame, is.sourceFrame);
          expect(is.frames).toBeGreaterThan(0);
          const [first, second] = is.gainLine ?? [];
          expect(second?.sourceFrame).toBeGreaterThan(first?.sourceFrame ?? 0);
        });
        const [lane] = after.automation;
        for (const [i, point] of lane?.points.entries() ?? []) {
          offBy(before.automation[0]?.points[i]?.frame ?? 0, point.frame);
        }
        for (const [key, was] of Object.entries(HEAD_TAIL)) {
          const is = after.master.headTail?.[key as keyof HeadTailDocument];
          if (typeof was === 'number') offBy(was, is as number);
          else expect(is).toBe(was);
        }
        const marks = after.tempo.map(({ frame }) => frame);
        expect(new Set(marks).size).toBe(3);
      }
    }
    console.log(`[ figure ] a place is off by at most ${worst.toFixed(3)} frames`);
    expect(worst).toBeLessThanOrEqual(1);
  });

  it('leaves no gap and no overlap between the parts of a clip that was cut', () => {
    for (const toHz of SAMPLE_RATES_HZ) {
      const { store, to } = desk(cutSession(48000));
      to(toHz);
      const clips = clipsOf(toDocument(store));
      for (const [i, clip] of clips.slice(1).entries()) {
        const previous = clips[i] as ClipDocument;
        expect(previous.sourceFrame + previous.frames, `${toHz} Hz, clip ${i}`).toBe(
          clip.sourceFrame,
        );
        if (i !== 19) expect(previous.startFrame + previous.frames).toBe(clip.startFrame);
      }
      // To the stem's last frame, and as long as the song is in seconds.
      const last = clips.at(-1) as ClipDocument;
      const stemFrames = Math.round(kSeconds * kStemRate);
      expect(last.sourceFrame + last.frames).toBe(
        Math.floor((stemFrames * toHz) / kStemRate + 0.5),
      );
      expect(songFrames(store) / toHz).toBeCloseTo(kSeconds + 12345 / 48000, 3);
    }
  });

  it('is one step of undo, and nothing for the rate that it has', () => {
    const { store, history, to } = desk(cutSession(48000));
    const before = toDocument(store);
    expect(to(48000).size).toBe(0);
    expect(to(12345).size).toBe(0);
    to(44100);
    const after = toDocument(store);
    expect(history.undoLabel).toBe('Change the session’s rate');
    history.undo();
    expect(toDocument(store)).toEqual(before);
    history.redo();
    expect(toDocument(store)).toEqual(after);
  });
});
