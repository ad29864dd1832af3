// "Leave a Little Room": the demo song's words, sung and spoken. Bars and beats
// as in song.mjs; pitches are MIDI note numbers.

/**
 * Sung lines: spoken by a synthesiser, then given the melody's pitch by a
 * vocoder. `melody` is [beat within the line, pitch]; each line lasts `beats`.
 */
export const vocalLines = [
  {
    bar: 4,
    beats: 4,
    text: 'Streetlights are counting',
    melody: [
      [0, 57],
      [1, 60],
      [2, 62],
      [3, 60],
    ],
  },
  {
    bar: 5,
    beats: 4,
    text: 'every step I take',
    melody: [
      [0, 59],
      [1, 62],
      [2, 64],
      [3, 62],
    ],
  },
  {
    bar: 6,
    beats: 4,
    text: 'last train is leaving',
    melody: [
      [0, 64],
      [1, 62],
      [2, 60],
      [3, 59],
    ],
  },
  {
    bar: 8,
    beats: 4,
    text: 'My head is a mixer',
    melody: [
      [0, 57],
      [1, 60],
      [2, 62],
      [3, 65],
    ],
  },
  {
    bar: 9,
    beats: 4,
    text: 'with every fader high',
    melody: [
      [0, 64],
      [1, 62],
      [2, 59],
      [3, 62],
    ],
  },
  {
    bar: 10,
    beats: 4,
    text: 'somebody turn it down',
    melody: [
      [0, 64],
      [1, 67],
      [2, 64],
      [3, 60],
    ],
  },
  {
    bar: 12,
    beats: 4,
    text: 'Leave a little room',
    melody: [
      [0, 65],
      [1, 69],
      [2, 72],
      [3, 69],
    ],
  },
  {
    bar: 13,
    beats: 4,
    text: 'for the bass and me',
    melody: [
      [0, 67],
      [1, 71],
      [2, 69],
      [3, 67],
    ],
  },
  {
    bar: 14,
    beats: 4,
    text: 'leave a little silence',
    melody: [
      [0, 67],
      [1, 71],
      [2, 67],
      [3, 64],
    ],
  },
  {
    bar: 16,
    beats: 4,
    text: 'Leave a little room',
    melody: [
      [0, 65],
      [1, 69],
      [2, 72],
      [3, 76],
    ],
  },
  {
    bar: 17,
    beats: 4,
    text: 'let the snare drum breathe',
    melody: [
      [0, 74],
      [1, 71],
      [2, 69],
      [3, 67],
    ],
  },
  {
    bar: 18,
    beats: 4,
    text: 'so the song can see',
    melody: [
      [0, 67],
      [1, 71],
      [2, 67],
      [3, 69],
    ],
  },
  {
    bar: 24,
    beats: 4,
    text: 'Leave a little room',
    melody: [
      [0, 65],
      [1, 69],
      [2, 72],
      [3, 76],
    ],
  },
  {
    bar: 25,
    beats: 4,
    text: 'for the bass and me',
    melody: [
      [0, 74],
      [1, 71],
      [2, 69],
      [3, 67],
    ],
  },
  {
    bar: 26,
    beats: 4,
    text: 'leave a little room',
    melody: [
      [0, 67],
      [1, 71],
      [2, 69],
      [3, 72],
    ],
  },
];

/** Spoken, unpitched, over the break. */
export const spokenLine = {
  bar: 22,
  text: 'Two in the morning. Nothing left to add. Just take something away.',
};
