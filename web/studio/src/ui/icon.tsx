// Icons, from lucide (ISC), as inline SVG so that they take the text's colour.
// Thread: main.

import trimStart from 'lucide-static/icons/arrow-left-to-line.svg?raw';
import trimEnd from 'lucide-static/icons/arrow-right-to-line.svg?raw';
import audioLines from 'lucide-static/icons/audio-lines.svg?raw';
import crossFade from 'lucide-static/icons/blend.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import chevron from 'lucide-static/icons/chevron-right.svg?raw';
import help from 'lucide-static/icons/circle-question-mark.svg?raw';
import copy from 'lucide-static/icons/copy.svg?raw';
import duplicate from 'lucide-static/icons/copy-plus.svg?raw';
import download from 'lucide-static/icons/download.svg?raw';
import folder from 'lucide-static/icons/folder-open.svg?raw';
import gauge from 'lucide-static/icons/gauge.svg?raw';
import link from 'lucide-static/icons/link.svg?raw';
import music from 'lucide-static/icons/music.svg?raw';
import pause from 'lucide-static/icons/pause.svg?raw';
import play from 'lucide-static/icons/play.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import redo from 'lucide-static/icons/redo-2.svg?raw';
import loop from 'lucide-static/icons/repeat.svg?raw';
import reset from 'lucide-static/icons/rotate-ccw.svg?raw';
import scissors from 'lucide-static/icons/scissors.svg?raw';
import settings from 'lucide-static/icons/settings.svg?raw';
import share from 'lucide-static/icons/share-2.svg?raw';
import start from 'lucide-static/icons/skip-back.svg?raw';
import strip from 'lucide-static/icons/sliders-horizontal.svg?raw';
import mixer from 'lucide-static/icons/sliders-vertical.svg?raw';
import gainLine from 'lucide-static/icons/spline.svg?raw';
import trash from 'lucide-static/icons/trash-2.svg?raw';
import warning from 'lucide-static/icons/triangle-alert.svg?raw';
import undo from 'lucide-static/icons/undo-2.svg?raw';
import upload from 'lucide-static/icons/upload.svg?raw';
import close from 'lucide-static/icons/x.svg?raw';
import zoomIn from 'lucide-static/icons/zoom-in.svg?raw';
import zoomOut from 'lucide-static/icons/zoom-out.svg?raw';

const ICONS = {
  audioLines,
  check,
  chevron,
  close,
  copy,
  crossFade,
  download,
  duplicate,
  folder,
  gainLine,
  gauge,
  help,
  link,
  loop,
  mixer,
  music,
  pause,
  play,
  plus,
  redo,
  reset,
  scissors,
  settings,
  share,
  start,
  strip,
  trash,
  trimEnd,
  trimStart,
  undo,
  upload,
  warning,
  zoomIn,
  zoomOut,
} as const;

export type IconName = keyof typeof ICONS;

export function Icon(props: { name: IconName }) {
  // The markup is the package's own, fixed at build time.
  return <span class="icon" aria-hidden="true" innerHTML={ICONS[props.name]} />;
}
