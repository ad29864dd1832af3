// A section of the equaliser as a node on its curve: dragged to a frequency and a
// gain, turned for Q, reset with a double-click; by keys, left and right move the
// frequency, up and down the gain.
// Thread: main.

import { onMount } from 'solid-js';
import { useStudio } from '../app/studio';
import type { EqualiserSettings } from '../audio/equaliser';
import { type BandShape, hasGain } from '../audio/filter-curve';
import { type DocumentTarget, specOf } from '../document/params';
import { formatValue } from '../params/format';
import { stepped, tidy } from '../params/taper';
import { dbUp, hzAcross, xOf, yOf } from './equaliser-plot';
import { type EqSection, isPass, sectionLabel, sectionName } from './equaliser-sections';

export interface EqualiserNodeProps {
  target: DocumentTarget;
  /** "Kick equaliser". Tracked. */
  name: string;
  section: EqSection;
  settings: EqualiserSettings;
  /** What the picture reaches, either way. */
  rangeDb: number;
  chosen: boolean;
  choose: () => void;
}

export function EqualiserNode(props: EqualiserNodeProps) {
  const studio = useStudio();
  let node!: HTMLButtonElement;
  const { target, section } = props;
  const pass = isPass(section);
  const key = (field: string) => `eq.${section}.${field}`;
  const spec = (field: string) => specOf({ target, key: key(field) });
  const value = (field: string) => studio.value({ target, key: key(field) });
  const gainless = () => {
    const shape = pass ? undefined : spec('type').choices[value('type')];
    return shape !== undefined && !hasGain(shape as BandShape);
  };
  const on = () => value('on') >= 0.5;
  // A band's gain is shown as it is heard, so that the node is on its curve; where
  // the gain scale leaves nothing of it, as it is set.
  const scale = () => studio.value({ target, key: 'eq.gainScalePercent' }) / 100 || 1;
  const shownDb = () => value('gainDb') * scale();
  // A pass filter that is off waits at the bottom, out of the bands' way.
  const height = () => {
    if (pass) return on() ? -3 : (-14 / 18) * props.rangeDb;
    return gainless() ? -3 : shownDb();
  };
  const name = () => `${props.name} ${sectionName(section)}`;
  /** Where a band of the master stands, unless that is everywhere. */
  const place = () => {
    const placement = props.settings.bands[Number(sectionLabel(section)) - 1]?.placement;
    return placement === undefined || placement === 'stereo' ? undefined : placement;
  };
  const text = () =>
    [
      ...(place() ? [place()] : []),
      formatValue(spec('freqHz'), value('freqHz')),
      ...(pass || gainless() ? [] : [formatValue(spec('gainDb'), value('gainDb'))]),
      ...(on() ? [] : ['off']),
    ].join(', ');

  /** Moving a section means wanting to hear it: it and the equaliser go on with it. */
  const move = (freqHz: number, gainDb: number | null) =>
    studio.change('param.setMany', {
      target,
      values: {
        [key('freqHz')]: tidy(spec('freqHz'), freqHz),
        ...(gainDb === null || pass ? {} : { [key('gainDb')]: tidy(spec('gainDb'), gainDb) }),
        [key('on')]: 1,
        'eq.on': 1,
      },
    });

  const turnQ = (direction: 1 | -1, fine: boolean) =>
    studio.change('param.set', {
      target,
      key: key('q'),
      value: stepped(spec('q'), value('q'), direction, fine ? 'fine' : 'normal'),
    });

  onMount(() => {
    let drag: { x: number; y: number; freqHz: number; gainDb: number; moved: boolean } | null =
      null;
    const end = (keep: boolean) => {
      const moved = drag?.moved;
      drag = null;
      window.removeEventListener('keydown', onEscape, true);
      if (moved && keep) studio.history.commit();
      else if (moved) studio.history.bail();
    };
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      event.preventDefault();
      end(false);
    };
    node.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      props.choose();
      node.setPointerCapture(event.pointerId);
      const gainDb = pass ? 0 : shownDb();
      drag = { x: event.clientX, y: event.clientY, freqHz: value('freqHz'), gainDb, moved: false };
      window.addEventListener('keydown', onEscape, true);
    });
    node.addEventListener('pointermove', (event) => {
      if (!drag) return;
      const dx = event.clientX - drag.x;
      const dy = event.clientY - drag.y;
      if (!drag.moved && Math.hypot(dx, dy) < 3) return;
      if (!drag.moved) studio.history.begin(name());
      drag.moved = true;
      const box = (node.parentElement as HTMLElement).getBoundingClientRect();
      const fine = event.shiftKey ? 0.2 : 1;
      drag.x = event.clientX;
      drag.y = event.clientY;
      drag.freqHz = hzAcross(drag.freqHz, (dx * fine) / box.width);
      drag.freqHz = Math.min(spec('freqHz').max, Math.max(spec('freqHz').min, drag.freqHz));
      drag.gainDb -= dbUp((dy * fine) / box.height, props.rangeDb);
      drag.gainDb = Math.min(props.rangeDb, Math.max(-props.rangeDb, drag.gainDb));
      move(drag.freqHz, gainless() ? null : drag.gainDb / scale());
    });
    node.addEventListener('pointerup', () => end(true));
    node.addEventListener('pointercancel', () => end(false));
    node.addEventListener(
      'wheel',
      (event) => {
        if (event.ctrlKey) return;
        event.preventDefault();
        turnQ((event.deltaY || event.deltaX) < 0 ? 1 : -1, event.shiftKey);
      },
      { passive: false },
    );
    node.addEventListener('dblclick', (event) => {
      event.preventDefault();
      studio.change('param.reset', { target, prefix: `eq.${section}.` });
    });
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const size = event.shiftKey ? 'fine' : 'normal';
    const freq = (direction: 1 | -1) =>
      move(stepped(spec('freqHz'), value('freqHz'), direction, size), null);
    const gain = (direction: 1 | -1) => {
      if (!pass && !gainless())
        move(value('freqHz'), stepped(spec('gainDb'), value('gainDb'), direction, size));
    };
    const keys: Record<string, () => void> = {
      ArrowRight: () => freq(1),
      ArrowLeft: () => freq(-1),
      ArrowUp: () => gain(1),
      ArrowDown: () => gain(-1),
      PageUp: () => turnQ(1, event.shiftKey),
      PageDown: () => turnQ(-1, event.shiftKey),
      Delete: () => studio.change('param.reset', { target, prefix: `eq.${section}.` }),
    };
    const act = keys[event.key];
    if (!act || (event.key === 'Delete' && event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  return (
    <button
      ref={node}
      type="button"
      class="eq-node"
      classList={{ on: on() && props.settings.on, chosen: props.chosen }}
      data-turn=""
      data-place={place()}
      aria-label={`${name()} node: ${text()}`}
      title={`${sectionName(section)}: drag; wheel turns Q; double-click resets`}
      style={{
        left: `${Math.min(1, Math.max(0, xOf(value('freqHz')))) * 100}%`,
        top: `${yOf(height(), props.rangeDb) * 100}%`,
      }}
      onFocus={() => props.choose()}
      onKeyDown={onKeyDown}
    >
      {sectionLabel(section)}
    </button>
  );
}
