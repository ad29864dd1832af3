import { describe, expect, it } from 'vitest';
import { sortFiles } from '../../web/studio/src/app/dropped-files';
import { commonestRateHz, rateInHead } from '../../web/studio/src/app/sniff-rate';

function writeTag(view: DataView, at: number, text: string): void {
  for (let i = 0; i < text.length; ++i) view.setUint8(at + i, text.charCodeAt(i));
}

function wavHead(rateHz: number, junkBytes = 0): DataView {
  const view = new DataView(new ArrayBuffer(64 + junkBytes));
  const write = (at: number, text: string) => writeTag(view, at, text);
  write(0, 'RIFF');
  write(8, 'WAVE');
  let at = 12;
  if (junkBytes > 0) {
    write(at, 'JUNK');
    view.setUint32(at + 4, junkBytes - 8, true);
    at += junkBytes;
  }
  write(at, 'fmt ');
  view.setUint32(at + 4, 16, true);
  view.setUint32(at + 12, rateHz, true);
  return view;
}

function flacHead(rateHz: number): DataView {
  const view = new DataView(new ArrayBuffer(42));
  writeTag(view, 0, 'fLaC');
  view.setUint32(18, ((rateHz << 12) | 0x1f0) >>> 0);
  return view;
}

describe('the rate in a file’s head', () => {
  it('is read from WAV, also behind other chunks, and from FLAC', () => {
    expect(rateInHead(wavHead(44100))).toBe(44100);
    expect(rateInHead(wavHead(96000, 36))).toBe(96000);
    expect(rateInHead(flacHead(48000))).toBe(48000);
    expect(rateInHead(flacHead(192000))).toBe(192000);
  });

  it('is unknown in anything else, however short', () => {
    for (let length = 0; length < 40; ++length) {
      const cut = new DataView(wavHead(44100).buffer.slice(0, length));
      expect([null, 44100]).toContain(rateInHead(cut));
      expect(rateInHead(new DataView(new ArrayBuffer(length)))).toBeNull();
    }
  });

  it('of most files is the session’s', () => {
    expect(commonestRateHz([44100, 48000, null, 48000])).toBe(48000);
    expect(commonestRateHz([null, null])).toBeNull();
  });
});

describe('files that are given', () => {
  const given = (name: string, inFolder = false) => ({ file: new File(['x'], name), inFolder });

  it('one by one are all tried; from a folder only what can be of use', () => {
    const sorted = sortFiles([
      given('notes.txt'),
      given('10 Vox.wav', true),
      given('2 Kick.FLAC', true),
      given('cover.jpg', true),
      given('.DS_Store', true),
      given('session.json', true),
    ]);
    expect(sorted.stems.map((file) => file.name)).toEqual([
      '2 Kick.FLAC',
      '10 Vox.wav',
      'notes.txt',
    ]);
    expect(sorted.sessions.map((file) => file.name)).toEqual(['session.json']);
    expect(sorted.leftOut).toBe(1);
  });
});
