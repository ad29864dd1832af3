// Makes the demo song's stems (FLAC, 48 kHz, 16 bit) and its session document
// from the score in song.mjs and words.mjs. Needs Debian's fluidsynth, fluid-soundfont-gm,
// espeak-ng, sox and flac; `scripts/demo-song/make` installs them.
// Usage: node make.mjs OUTPUT_FOLDER

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { midiFile } from './midi.mjs';
import { bars, bpm, instruments, lengthSeconds, sampleRate, title } from './song.mjs';
import { vocode } from './vocoder.mjs';
import { spokenLine, vocalLines } from './words.mjs';

const SOUND_FONT = '/usr/share/sounds/sf2/FluidR3_GM.sf2';
const COLOURS = {
  Kick: '#f28b82',
  Snare: '#f2a07b',
  Hats: '#e8b07a',
  Percussion: '#d9b36c',
  Bass: '#6ea8fe',
  Rhodes: '#4fc3c7',
  Guitar: '#a3c95a',
  Strings: '#b39ddb',
  Oohs: '#ce93d8',
  Trumpet: '#90a4ae',
  Vocal: '#f2c14e',
  Spoken: '#e6a15c',
};

const output = process.argv[2];
if (!output) {
  process.stderr.write('usage: node make.mjs OUTPUT_FOLDER\n');
  process.exit(2);
}
const work = mkdtempSync(join(tmpdir(), 'lathe-demo-'));
mkdirSync(output, { recursive: true });
const lengthFrames = Math.round(lengthSeconds * sampleRate);
const framesPerBeat = (60 / bpm) * sampleRate;
const run = (command, ...args) =>
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });

/** sox: any audio to a stem of the song's exact length, then FLAC. */
function writeStem(name, source, channels, effects) {
  const wav = join(work, `${name}-stem.wav`);
  const flac = join(output, `${name}.flac`);
  // -D: no dither, so that rests are digital silence and cost nothing.
  run(
    'sox',
    '-R',
    '-D',
    source,
    '-b',
    '16',
    '-r',
    `${sampleRate}`,
    '-c',
    `${channels}`,
    wav,
    ...effects,
    'pad',
    '0',
    '20',
    'trim',
    '0',
    `${lengthFrames}s`,
    'fade',
    'h',
    '0',
    `${lengthFrames}s`,
    '0.05',
  );
  run('flac', '--silent', '--force', '-8', '--no-padding', '-o', flac, wav);
  return flac;
}

function renderInstrument({ name, notes, drums, program, channels, sox }) {
  const midi = join(work, `${name}.mid`);
  const wav = join(work, `${name}.wav`);
  writeFileSync(midi, midiFile({ notes, bpm, program, channel: drums ? 9 : 0 }));
  run(
    'fluidsynth',
    '-ni',
    '-q',
    '-R',
    '0',
    '-C',
    '0',
    '-g',
    '0.7',
    '-r',
    `${sampleRate}`,
    '-F',
    wav,
    SOUND_FONT,
    midi,
  );
  return writeStem(name, wav, channels, sox);
}

/** Words as mono doubles at the song's rate, stretched to about `seconds` when given. */
function speak(text, name, seconds) {
  const spoken = join(work, `${name}.wav`);
  const raw = join(work, `${name}.f64`);
  run('espeak-ng', '-v', 'en-us+f4', '-s', seconds ? '120' : '128', '-p', '48', '-w', spoken, text);
  const measured = Number(execFileSync('soxi', ['-D', spoken]));
  const tempo = seconds ? Math.min(1.6, Math.max(0.6, measured / seconds)) : 1;
  run('sox', spoken, '-t', 'f64', '-r', `${sampleRate}`, '-c', '1', raw, 'tempo', '-s', `${tempo}`);
  const bytes = readFileSync(raw);
  return new Float64Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
  );
}

function place(song, audio, beat) {
  const start = Math.round(beat * framesPerBeat);
  for (let i = 0; i < audio.length && start + i < song.length; i++) song[start + i] += audio[i];
}

function writeVoice(name, song, effects) {
  const raw = join(work, `${name}.f64`);
  let peak = 0;
  for (const x of song) peak = Math.max(peak, Math.abs(x));
  writeFileSync(raw, Buffer.from(song.map((x) => (x / peak) * 0.5).buffer));
  const wav = join(work, `${name}.wav`);
  run('sox', '-t', 'f64', '-r', `${sampleRate}`, '-c', '1', raw, '-b', '24', wav);
  return writeStem(name, wav, 1, effects);
}

function sungVocal() {
  const song = new Float64Array(lengthFrames);
  vocalLines.forEach(({ bar, beats, text, melody }, index) => {
    const speech = speak(text, `line${index}`, beats * (60 / bpm) * 0.92);
    const pitchAt = (frame) => {
      const beat = frame / framesPerBeat;
      let pitch = melody[0][1];
      for (const [at, note] of melody) if (beat >= at) pitch = note;
      return pitch;
    };
    place(song, vocode(speech, pitchAt, sampleRate, index + 1), bar * 4 + 0.04);
  });
  // Fault: a harsh peak where the ear is most sensitive.
  return writeVoice('Vocal', song, [
    'highpass',
    '90',
    'equalizer',
    '3400',
    '1.3q',
    '7',
    'gain',
    '-n',
    '-4',
  ]);
}

function spokenVocal() {
  const song = new Float64Array(lengthFrames);
  place(song, speak(spokenLine.text, 'spoken'), spokenLine.bar * 4 - 4);
  return writeVoice('Spoken', song, ['highpass', '100', 'gain', '-n', '-10']);
}

const files = [...instruments.map(renderInstrument), sungVocal(), spokenVocal()];
const stems = files.map((file) => {
  const name = file.split('/').pop();
  const ask = (what) => Number(execFileSync('soxi', [what, file]));
  return {
    id: `stem-${name.replace('.flac', '').toLowerCase()}`,
    name,
    frames: ask('-s'),
    channels: ask('-c'),
    sampleRate: ask('-r'),
    fileSha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
    path: name,
  };
});
const session = {
  format: 'lathe-session',
  version: 1,
  name: title,
  sampleRate,
  tempo: [{ frame: 0, bpm }],
  timeSignatures: [{ frame: 0, numerator: 4, denominator: 4 }],
  ditherSeed: 1,
  stems,
  tracks: stems.map((stem) => {
    const name = stem.name.replace('.flac', '');
    return {
      id: name.toLowerCase(),
      name,
      colour: COLOURS[name],
      channels: stem.channels,
      clips: [
        {
          id: `clip-${name.toLowerCase()}`,
          stem: stem.id,
          sourceFrame: 0,
          frames: stem.frames,
          startFrame: 0,
        },
      ],
      strip: { output: 'mix', params: {}, sends: [] },
    };
  }),
  buses: [{ id: 'mix', kind: 'mix' }],
  automation: [],
  params: {},
  master: { params: {} },
};
writeFileSync(join(output, 'session.json'), `${JSON.stringify(session, null, 2)}\n`);
rmSync(work, { recursive: true, force: true });
const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
process.stdout.write(
  `${title}: ${files.length} stems, ${bars} bars, ${(bytes / 1e6).toFixed(1)} MB in ${output}\n`,
);
