// The equaliser's curve and its nodes. A node is dragged to a frequency and a
// gain, turned for Q, reset with a double-click; by keys, left and right move the
// frequency, up and down the gain.
// Thread: main.

import { For, onMount } from 'solid-js';
import { useStudio } from '../app/studio';
import { type EqualiserSettings, equaliserDb, HIGHEST_HZ, LOWEST_HZ } from '../audio/equaliser';
import { type BandShape, hasGain, logFrequencies } from '../audio/filter-curve';
import { specOf } from '../document/params';
import { stripColour, stripName } from '../document/records';
import { formatValue } from '../params/format';
import { stepped, tidy } from '../params/taper';
import { Canvas, type CanvasArea } from '../ui/canvas';
import { EQ_SECTIONS, type EqSection, sectionLabel, sectionName } from './equaliser-panel';

const RANGE_DB = 18;
const GRID_HZ = [50, 100, 200, 500, 1000, 2000, 5000, 10000];
const POINTS = 160;
const FREQUENCIES = logFrequencies(LOWEST_HZ, HIGHEST_HZ, POINTS);

function xOf(hz: number): number {
  return Math.log(hz / LOWEST_HZ) / Math.log(HIGHEST_HZ / LOWEST_HZ);
}

function yOf(db: number): number {
  return 0.5 - (Math.max(-RANGE_DB, Math.min(RANGE_DB, db)) / RANGE_DB) * 0.45;
}

export interface EqualiserCurveProps {
  strip: string;
  settings: EqualiserSettings;
  section: EqSection;
  choose: (section: EqSection) => void;
}

export function EqualiserCurve(props: EqualiserCurveProps) {
  const studio = useStudio();
  const colour = () => stripColour(studio.records.strip(props.strip));

  const draw = ({ context, width, height, palette }: CanvasArea) => {
    context.lineWidth = 1;
    context.strokeStyle = palette.line;
    context.fillStyle = palette.faint;
    context.font = '10px "Inter Variable", sans-serif';
    context.textAlign = 'center';
    context.beginPath();
    for (const hz of GRID_HZ) {
      const x = Math.round(xOf(hz) * width) + 0.5;
      context.moveTo(x, 0);
      context.lineTo(x, height);
      context.fillText(hz < 1000 ? `${hz}` : `${hz / 1000}k`, x, height - 4);
    }
    for (const db of [-12, -6, 0, 6, 12]) {
      const y = Math.round(yOf(db) * height) + 0.5;
      context.moveTo(0, y);
      context.lineTo(width, y);
    }
    context.stroke();
    context.textAlign = 'left';
    for (const db of [-12, 12])
      context.fillText(db > 0 ? `+${db}` : `−${-db}`, 3, yOf(db) * height - 3);
    const { settings } = props;
    context.beginPath();
    for (const [index, hz] of FREQUENCIES.entries()) {
      context.lineTo((index / (POINTS - 1)) * width, yOf(equaliserDb(settings, hz)) * height);
    }
    context.strokeStyle = settings.on ? colour() : palette.faint;
    context.lineWidth = 2;
    context.stroke();
    if (!settings.on) return;
    context.lineTo(width, yOf(0) * height);
    context.lineTo(0, yOf(0) * height);
    context.globalAlpha = 0.12;
    context.fillStyle = colour();
    context.fill();
    context.globalAlpha = 1;
  };

  return (
    <div class="eq-curve">
      <Canvas
        class="eq-canvas"
        label="Equaliser curve"
        depends={() => [props.settings, colour()]}
        draw={draw}
      />
      <For each={EQ_SECTIONS}>
        {(section) => (
          <Node
            strip={props.strip}
            section={section}
            settings={props.settings}
            chosen={props.section === section}
            choose={() => props.choose(section)}
          />
        )}
      </For>
    </div>
  );
}

interface NodeProps {
  strip: string;
  section: EqSection;
  settings: EqualiserSettings;
  chosen: boolean;
  choose: () => void;
}

function Node(props: NodeProps) {
  const studio = useStudio();
  let node!: HTMLButtonElement;
  const target = { strip: props.strip };
  const { section } = props;
  const isPass = section === 'highPass' || section === 'lowPass';
  const key = (field: string) => `eq.${section}.${field}`;
  const spec = (field: string) => specOf({ target, key: key(field) });
  const value = (field: string) => studio.value({ target, key: key(field) });
  const gainless = () => {
    const shape = isPass ? undefined : spec('type').choices[value('type')];
    return shape !== undefined && !hasGain(shape as BandShape);
  };
  const on = () => value('on') >= 0.5;
  // A pass filter that is off waits at the bottom, out of the bands' way.
  const height = () => {
    if (isPass) return on() ? -3 : -14;
    return gainless() ? -3 : value('gainDb');
  };
  const name = () =>
    `${stripName(studio.records.strip(props.strip))} equaliser ${sectionName(section)}`;
  const text = () =>
    [
      formatValue(spec('freqHz'), value('freqHz')),
      ...(isPass ? [] : [formatValue(spec('gainDb'), value('gainDb'))]),
      ...(on() ? [] : ['off']),
    ].join(', ');

  /** Moving a section means wanting to hear it: it and the equaliser go on with it. */
  const move = (freqHz: number, gainDb: number | null) =>
    studio.change('param.setMany', {
      target,
      values: {
        [key('freqHz')]: tidy(spec('freqHz'), freqHz),
        ...(gainDb === null || isPass ? {} : { [key('gainDb')]: tidy(spec('gainDb'), gainDb) }),
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
      const gainDb = isPass ? 0 : value('gainDb');
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
      drag.freqHz *= (HIGHEST_HZ / LOWEST_HZ) ** ((dx * fine) / box.width);
      drag.freqHz = Math.min(spec('freqHz').max, Math.max(spec('freqHz').min, drag.freqHz));
      drag.gainDb -= ((dy * fine) / box.height / 0.45) * RANGE_DB;
      drag.gainDb = Math.min(RANGE_DB, Math.max(-RANGE_DB, drag.gainDb));
      move(drag.freqHz, gainless() ? null : drag.gainDb);
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
      if (!isPass) move(value('freqHz'), stepped(spec('gainDb'), value('gainDb'), direction, size));
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
      aria-label={`${name()} node: ${text()}`}
      title={`${sectionName(section)}: drag; wheel turns Q; double-click resets`}
      style={{
        left: `${Math.min(1, Math.max(0, xOf(value('freqHz')))) * 100}%`,
        top: `${yOf(height()) * 100}%`,
      }}
      onFocus={() => props.choose()}
      onKeyDown={onKeyDown}
    >
      {sectionLabel(section)}
    </button>
  );
}
