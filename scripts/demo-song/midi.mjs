// Writes a Standard MIDI File (format 0) from a list of notes.
// Source: MIDI 1.0, Standard MIDI Files, RP-001.

const TICKS_PER_BEAT = 960;

function variableLength(value) {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}

/** notes: { beat, pitch, beats, velocity }[]; channel 9 is drums. Returns the file's bytes. */
export function midiFile({ notes, bpm, program = 0, channel = 0 }) {
  const events = [];
  for (const { beat, pitch, beats, velocity } of notes) {
    const on = Math.max(0, Math.round(beat * TICKS_PER_BEAT));
    const off = on + Math.max(1, Math.round(beats * TICKS_PER_BEAT));
    events.push({ tick: on, order: 1, bytes: [0x90 | channel, pitch, velocity] });
    events.push({ tick: off, order: 0, bytes: [0x80 | channel, pitch, 0] });
  }
  events.sort((a, b) => a.tick - b.tick || a.order - b.order);

  const microsecondsPerBeat = Math.round(60e6 / bpm);
  const track = [
    0,
    0xff,
    0x51,
    3,
    (microsecondsPerBeat >> 16) & 0xff,
    (microsecondsPerBeat >> 8) & 0xff,
    microsecondsPerBeat & 0xff,
    0,
    0xc0 | channel,
    program,
  ];
  let last = 0;
  for (const { tick, bytes } of events) {
    track.push(...variableLength(tick - last), ...bytes);
    last = tick;
  }
  track.push(0, 0xff, 0x2f, 0);

  const file = Buffer.alloc(14 + 8 + track.length);
  file.write('MThd', 0, 'latin1');
  file.writeUInt32BE(6, 4);
  file.writeUInt16BE(0, 8);
  file.writeUInt16BE(1, 10);
  file.writeUInt16BE(TICKS_PER_BEAT, 12);
  file.write('MTrk', 14, 'latin1');
  file.writeUInt32BE(track.length, 18);
  Buffer.from(track).copy(file, 22);
  return file;
}
