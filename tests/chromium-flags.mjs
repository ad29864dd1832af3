// How tests and the bench start Chromium: without a window or a GPU, and
// without anything that talks to the network or writes on its own.

export const kChromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
