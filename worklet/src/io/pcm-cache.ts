// What is kept next to a stem and played in its place, as a WAV file: the PCM
// decoded from a compressed one, at the source's own bit depth, exactly the samples
// that were encoded; or what a stem of another rate sounds like at the session's,
// in float. The header is 80 bytes, with room for RF64's sizes, and is written
// last, when the length is known.
// Sources: Microsoft "Multiple channel audio data and WAVE files", EBU Tech 3306.
// Thread: I/O worker.

import { SampleEncoding } from '../engine/engine-constants';
import type { PcmLayout } from '../engine/heap-module';

export const kCacheHeaderBytes = 80;

/** How a bit depth is stored: in the next whole 16, 24 or 32 bits. */
export function cacheBits(bitsPerSample: number): 16 | 24 | 32 {
  return bitsPerSample <= 16 ? 16 : bitsPerSample <= 24 ? 24 : 32;
}

export function cacheLayout(
  sampleRate: number,
  channels: number,
  bitsPerSample: number,
  frames: number,
): PcmLayout {
  const bits = cacheBits(bitsPerSample);
  const encoding =
    bits === 16 ? SampleEncoding.S16 : bits === 24 ? SampleEncoding.S24 : SampleEncoding.S32;
  return {
    dataOffsetBytes: kCacheHeaderBytes,
    frames,
    channels,
    sampleRate,
    encoding,
    bytesPerFrame: (channels * bits) / 8,
  };
}

export function floatCacheLayout(sampleRate: number, channels: number, frames: number): PcmLayout {
  return {
    dataOffsetBytes: kCacheHeaderBytes,
    frames,
    channels,
    sampleRate,
    encoding: SampleEncoding.F32,
    bytesPerFrame: 4 * channels,
  };
}

/**
 * Interleaves integer samples of `bitsPerSample` into little-endian PCM, moved
 * up to the full scale of the container. Returns the bytes written to `out`.
 */
export function packPcm(
  planar: readonly Int32Array[],
  frames: number,
  bitsPerSample: number,
  out: Uint8Array,
): number {
  const bits = cacheBits(bitsPerSample);
  const shift = bits - bitsPerSample;
  const bytes = bits / 8;
  const stride = planar.length * bytes;
  for (let channel = 0; channel < planar.length; ++channel) {
    const samples = planar[channel]!;
    let at = channel * bytes;
    for (let i = 0; i < frames; ++i, at += stride) {
      const value = samples[i]! << shift;
      out[at] = value;
      out[at + 1] = value >> 8;
      if (bytes > 2) out[at + 2] = value >> 16;
      if (bytes > 3) out[at + 3] = value >> 24;
    }
  }
  return frames * stride;
}

export function cacheHeader(layout: PcmLayout): Uint8Array {
  const { channels, sampleRate, bytesPerFrame } = layout;
  const dataBytes = layout.frames * bytesPerFrame;
  const fileBytes = kCacheHeaderBytes + dataBytes;
  const large = fileBytes - 8 > 0xffffffff;
  const bytes = new Uint8Array(kCacheHeaderBytes);
  const view = new DataView(bytes.buffer);
  const tag = (at: number, text: string) => {
    for (let i = 0; i < 4; ++i) bytes[at + i] = text.charCodeAt(i);
  };
  tag(0, large ? 'RF64' : 'RIFF');
  view.setUint32(4, large ? 0xffffffff : fileBytes - 8, true);
  tag(8, 'WAVE');
  tag(12, large ? 'ds64' : 'JUNK');
  view.setUint32(16, 28, true);
  if (large) {
    view.setBigUint64(20, BigInt(fileBytes - 8), true);
    view.setBigUint64(28, BigInt(dataBytes), true);
    view.setBigUint64(36, BigInt(layout.frames), true);
  }
  tag(48, 'fmt ');
  view.setUint32(52, 16, true);
  view.setUint16(56, layout.encoding === SampleEncoding.F32 ? 3 : 1, true);
  view.setUint16(58, channels, true);
  view.setUint32(60, sampleRate, true);
  view.setUint32(64, sampleRate * bytesPerFrame, true);
  view.setUint16(68, bytesPerFrame, true);
  view.setUint16(70, (bytesPerFrame / channels) * 8, true);
  tag(72, 'data');
  view.setUint32(76, large ? 0xffffffff : dataBytes, true);
  return bytes;
}
