// A new document: no stems, no tracks, every parameter at its default.
// Thread: any (no state).

import type { SessionDocument } from './session-document';

export interface EmptySessionOptions {
  name?: string;
  /** By default that of most new devices; the first stem's, where there is one, is better. */
  sampleRate?: number;
  /** Seeds the dither of every export, so that two exports of one document are the same file. */
  ditherSeed?: number;
}

export function emptySession(options: EmptySessionOptions = {}): SessionDocument {
  return {
    format: 'lathe-session',
    version: 1,
    name: options.name ?? 'Untitled',
    sampleRate: options.sampleRate ?? 48000,
    tempo: [{ frame: 0, bpm: 120 }],
    timeSignatures: [{ frame: 0, numerator: 4, denominator: 4 }],
    ditherSeed: options.ditherSeed ?? 1,
    stems: [],
    tracks: [],
    buses: [{ id: 'mix', kind: 'mix' }],
    automation: [],
    params: {},
    master: { params: {} },
  };
}
