// "Leave a Little Room": the demo song's score, as data. Beats count from the
// start of the song in 4/4 at 96 BPM; pitches are MIDI note numbers.
// A slow, late-evening groove in C: intro, verse, chorus, break, chorus.

export const title = 'Leave a Little Room';
export const bpm = 96;
export const sampleRate = 48000;
export const bars = 28;
/** Seconds rendered, with room for the last chord to ring. */
export const lengthSeconds = bars * 4 * (60 / bpm) + 4;

const INTRO = 0;
const VERSE = 4;
const CHORUS = 12;
const BREAK = 20;
const CHORUS_2 = 24;
const END = bars;

// Root (bass register) and voicing (mid register) of each bar's chord.
const chords = {
  Dm9: { root: 38, voicing: [57, 60, 64, 65] },
  G13: { root: 31, voicing: [53, 57, 59, 64] },
  Cmaj9: { root: 36, voicing: [52, 55, 59, 62] },
  Am7: { root: 33, voicing: [55, 57, 60, 64] },
  Fmaj7: { root: 29, voicing: [53, 57, 60, 64] },
  G6: { root: 31, voicing: [55, 59, 62, 64] },
  Em7: { root: 28, voicing: [52, 55, 59, 62] },
  Am9: { root: 33, voicing: [52, 55, 59, 60] },
};
const verseChords = ['Dm9', 'G13', 'Cmaj9', 'Am7'];
const chorusChords = ['Fmaj7', 'G6', 'Em7', 'Am9'];

const isChorus = (bar) => (bar >= CHORUS && bar < BREAK) || (bar >= CHORUS_2 && bar < END);
const chordOf = (bar) => chords[(isChorus(bar) ? chorusChords : verseChords)[bar % 4]];

/** A small repeatable deviation, so that no two hits are quite alike. */
function human(seed, amount) {
  const x = Math.sin(seed * 12.9898 + 4.1414) * 43758.5453;
  return (x - Math.floor(x) - 0.5) * 2 * amount;
}

/** notes: { beat, pitch, beats, velocity }; swing delays every second sixteenth. */
function pattern(fromBar, toBar, make) {
  const notes = [];
  for (let bar = fromBar; bar < toBar; bar++) {
    for (const [at, pitch, beats, velocity] of make(bar)) {
      const sixteenth = Math.round(at * 4);
      const swing = sixteenth % 2 === 1 && Math.abs(at * 4 - sixteenth) < 1e-6 ? 0.045 : 0;
      const seed = bar * 64 + sixteenth + pitch;
      notes.push({
        beat: bar * 4 + at + swing + human(seed, 0.008),
        pitch,
        beats,
        velocity: Math.max(1, Math.min(127, Math.round(velocity + human(seed + 7, 6)))),
      });
    }
  }
  return notes;
}

const drumsPlay = (bar) => bar >= VERSE && !(bar >= BREAK && bar < BREAK + 2);

function kick() {
  return pattern(VERSE, END, (bar) => {
    if (!drumsPlay(bar)) return [];
    const hits = [
      [0, 36, 0.5, 112],
      [2.5, 36, 0.5, 104],
    ];
    if (bar % 2 === 1) hits.push([1.75, 36, 0.25, 84]);
    if (isChorus(bar)) hits.push([3.75, 36, 0.25, 78]);
    return hits;
  });
}

function snare() {
  return pattern(VERSE, END, (bar) => {
    if (!drumsPlay(bar)) return [];
    const hits = [
      [1, 38, 0.5, 108],
      [3, 38, 0.5, 114],
    ];
    if (bar % 4 === 3) hits.push([3.5, 38, 0.25, 60], [3.75, 38, 0.25, 74]);
    else hits.push([2.25, 38, 0.25, 34]);
    return hits;
  });
}

function hats() {
  return pattern(INTRO + 2, END, (bar) => {
    const hits = [];
    for (let step = 0; step < 16; step++) {
      if (!isChorus(bar) && step % 2 === 1 && step % 8 !== 7) continue;
      const accent = step % 4 === 0 ? 88 : step % 2 === 0 ? 70 : 46;
      hits.push([step / 4, step === 14 && bar % 2 === 1 ? 46 : 42, 0.2, accent]);
    }
    return hits;
  });
}

function percussion() {
  return pattern(VERSE + 4, END, (bar) => {
    const hits = [];
    for (let step = 0; step < 16; step++) {
      if (step % 2 === 0 || isChorus(bar)) hits.push([step / 4, 70, 0.2, step % 4 === 2 ? 86 : 52]);
    }
    if (isChorus(bar)) hits.push([1, 54, 0.4, 88], [3, 54, 0.4, 96]);
    if (bar === CHORUS || bar === CHORUS_2) hits.push([0, 49, 4, 92]);
    return hits;
  });
}

function bass() {
  const notes = pattern(VERSE, END, (bar) => {
    const { root } = chordOf(bar);
    const next = chordOf(bar + 1 < END ? bar + 1 : bar).root;
    const approach = next > root ? next - 1 : next + 1;
    if (bar >= BREAK && bar < CHORUS_2) return [[0, root, 3.6, 96]];
    if (isChorus(bar)) {
      return [
        [0, root, 0.9, 108],
        [1.5, root, 0.4, 84],
        [2, root + 12, 0.4, 92],
        [2.5, root, 0.7, 104],
        [3.5, root + 7, 0.25, 84],
        [3.75, approach, 0.22, 88],
      ];
    }
    return [
      [0, root, 1.4, 106],
      [1.75, root, 0.2, 80],
      [2.5, root, 0.8, 100],
      [3.5, approach, 0.4, 88],
    ];
  });
  notes.push({ beat: END * 4, pitch: 36, beats: 4, velocity: 104 });
  return notes;
}

function rhodes() {
  const notes = pattern(INTRO, END, (bar) => {
    const { voicing } = chordOf(bar);
    const spread = (at, beats, velocity) =>
      voicing.map((pitch, i) => [at + i * 0.012, pitch, beats, velocity - i * 3]);
    if (bar < VERSE) return [...spread(0, 3.7, 72), [3, voicing[3] + 12, 0.9, 58]];
    return [...spread(0, 1.4, 78), ...spread(1.75, 0.5, 62), ...spread(2.5, 1.3, 72)];
  });
  for (const pitch of [48, 52, 55, 59, 62])
    notes.push({ beat: END * 4, pitch, beats: 5, velocity: 76 });
  return notes;
}

// Sits in the voice's octave on purpose: the mix has to make room for it.
function guitar() {
  return pattern(VERSE, END, (bar) => {
    if (bar >= BREAK && bar < CHORUS_2) return [];
    const { voicing } = chordOf(bar);
    const stab = (at, velocity) =>
      voicing.slice(1).map((pitch) => [at, pitch + 12, 0.22, velocity]);
    const hits = [...stab(0.5, 84), ...stab(1.5, 92), ...stab(2.75, 78), ...stab(3.5, 90)];
    if (isChorus(bar)) hits.push(...stab(1, 70), ...stab(3, 72));
    return hits;
  });
}

function strings() {
  return pattern(CHORUS, END + 1, (bar) => {
    if (bar === END)
      return [
        [0, 60, 4, 70],
        [0, 64, 4, 70],
        [0, 71, 4, 66],
      ];
    if (bar >= BREAK && bar < BREAK + 2) return [];
    const { voicing } = chordOf(bar);
    return [
      [0, voicing[1] + 12, 3.95, 78],
      [0, voicing[2] + 12, 3.95, 76],
      [0, voicing[3] + 12, 3.95, 82],
    ];
  });
}

function oohs() {
  return pattern(CHORUS, END, (bar) => {
    if (!isChorus(bar)) return [];
    const { voicing } = chordOf(bar);
    return [
      [0, voicing[2], 1.9, 82],
      [0, voicing[3], 1.9, 84],
      [2, voicing[1] + 12, 1.8, 80],
      [2, voicing[3], 1.8, 82],
    ];
  });
}

// A muted-trumpet answer between the sung lines.
function lead() {
  const phrases = {
    2: [
      [0, 76, 0.7],
      [0.75, 74, 0.2],
      [1, 72, 0.9],
      [2, 69, 0.4],
      [2.5, 71, 1.2],
    ],
    3: [
      [0, 72, 1.5],
      [2, 67, 1.5],
    ],
    7: [
      [1.5, 69, 0.4],
      [2, 72, 0.4],
      [2.5, 74, 0.4],
      [3, 76, 0.9],
    ],
    11: [
      [1, 79, 0.9],
      [2, 76, 0.4],
      [2.5, 74, 0.4],
      [3, 72, 0.4],
      [3.5, 74, 0.4],
    ],
    15: [
      [1, 76, 0.4],
      [1.5, 79, 0.4],
      [2, 81, 1.6],
    ],
    19: [
      [0.5, 84, 0.9],
      [1.5, 83, 0.4],
      [2, 79, 0.9],
      [3, 76, 0.9],
    ],
    20: [
      [0, 77, 1.5],
      [1.5, 76, 0.4],
      [2, 74, 1.8],
    ],
    21: [
      [0, 71, 0.9],
      [1, 74, 0.9],
      [2, 76, 1.8],
    ],
    22: [
      [0, 79, 1.4],
      [1.5, 76, 0.4],
      [2, 74, 0.9],
      [3, 72, 0.9],
    ],
    23: [[0, 76, 2.8]],
    27: [
      [1, 76, 0.4],
      [1.5, 79, 0.4],
      [2, 84, 1.9],
    ],
  };
  return pattern(0, END, (bar) =>
    (phrases[bar] ?? []).map(([at, pitch, beats]) => [at, pitch, beats, 86]),
  );
}

/**
 * Instruments: General MIDI program (0-based; channel 9 for drums), and how the
 * stem leaves the studio. `sox` shapes it, faults included.
 */
export const instruments = [
  { name: 'Kick', notes: kick(), drums: true, channels: 1, sox: ['gain', '6'] },
  { name: 'Snare', notes: snare(), drums: true, channels: 1, sox: ['gain', '2'] },
  { name: 'Hats', notes: hats(), drums: true, channels: 1, sox: ['lowpass', '13000', 'gain', '3'] },
  { name: 'Percussion', notes: percussion(), drums: true, channels: 1, sox: ['gain', '-1'] },
  // Fault: a room mode's worth of boom around 90 Hz.
  {
    name: 'Bass',
    notes: bass(),
    program: 33,
    channels: 1,
    sox: ['equalizer', '90', '1.4q', '9', 'gain', '-3'],
  },
  { name: 'Rhodes', notes: rhodes(), program: 4, channels: 2, sox: ['gain', '-4'] },
  // Fault: too bright and too loud exactly where the voice speaks.
  {
    name: 'Guitar',
    notes: guitar(),
    program: 27,
    channels: 1,
    sox: ['equalizer', '1800', '0.9q', '6', 'gain', '-3'],
  },
  { name: 'Strings', notes: strings(), program: 48, channels: 1, sox: ['gain', '-2'] },
  { name: 'Oohs', notes: oohs(), program: 53, channels: 1, sox: ['gain', '-4'] },
  { name: 'Trumpet', notes: lead(), program: 59, channels: 1, sox: ['gain', '-3'] },
];
