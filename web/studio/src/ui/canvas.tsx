// A canvas that keeps itself sharp: as large as its box in device pixels,
// painted in the page's one frame loop, and only when what it shows, its size or
// the theme has changed.
// Thread: main.

import { createEffect, onCleanup, onMount } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import type { Palette } from '../app/theme';
import { watchVisible } from './visible';

export interface CanvasArea {
  context: CanvasRenderingContext2D;
  /** CSS pixels. */
  width: number;
  height: number;
  palette: Palette;
}

export interface CanvasProps {
  class?: string;
  /** Named images are images to a screen reader; others are decoration. */
  label?: string;
  /** Reads, tracked, what the picture depends on. */
  depends?: () => unknown;
  /** Hears when the canvas comes into view, and when it leaves. */
  seen?: (visible: boolean) => void;
  /** Called every frame; true asks for a new picture. */
  frame?: (frame: Frame) => boolean;
  draw: (area: CanvasArea) => void;
}

export function Canvas(props: CanvasProps) {
  const studio = useStudio();
  let canvas!: HTMLCanvasElement;
  let stale = true;

  createEffect(() => {
    props.depends?.();
    studio.theme.palette();
    stale = true;
  });

  onMount(() => {
    const context = canvas.getContext('2d');
    if (!context) return;
    let width = 0;
    let height = 0;
    const resized = new ResizeObserver(() => {
      width = canvas.clientWidth;
      height = canvas.clientHeight;
      stale = true;
    });
    resized.observe(canvas);
    const visible = watchVisible(canvas, (isVisible) => {
      stale = true;
      props.seen?.(isVisible);
    });
    const paint = (frame: Frame) => {
      const asked = props.frame?.(frame) ?? false;
      if (!visible() || width === 0 || height === 0 || !(stale || asked)) return;
      stale = false;
      const scale = window.devicePixelRatio || 1;
      const pixelWidth = Math.round(width * scale);
      const pixelHeight = Math.round(height * scale);
      if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
        canvas.width = pixelWidth;
        canvas.height = pixelHeight;
      }
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.clearRect(0, 0, width, height);
      props.draw({ context, width, height, palette: studio.theme.palette() });
    };
    const stop = studio.frames.add(paint);
    onCleanup(() => {
      stop();
      resized.disconnect();
    });
  });

  return (
    <canvas
      ref={canvas}
      class={props.class}
      role={props.label ? 'img' : undefined}
      aria-label={props.label}
      aria-hidden={props.label ? undefined : 'true'}
    />
  );
}
