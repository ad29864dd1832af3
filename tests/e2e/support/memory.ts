// Peak memory of a page, as the kernel counts it: PSS of its renderer process
// and of the audio service, sampled every 250 ms (Linux, /proc/PID/smaps_rollup).

import { readFileSync } from 'node:fs';
import type { Browser, CDPSession } from 'playwright-core';

interface ProcessInfo {
  type: string;
  id: number;
}

function pssBytes(pid: number): number {
  try {
    const match = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    return match ? Number(match[1]) * 1024 : 0;
  } catch {
    return 0; // ended between the listing and the reading
  }
}

/** Which of a browser's processes count: pages' renderers, not its own interface's, and what serves audio. */
function counts({ type, id }: ProcessInfo): boolean {
  try {
    const command = readFileSync(`/proc/${id}/cmdline`, 'utf8');
    if (type === 'renderer') return !command.includes('--top-chrome-webui');
    return type === 'utility' && command.includes('audio.mojom.AudioService');
  } catch {
    return false;
  }
}

export class MemoryWatch {
  peakBytes = 0;
  samples = 0;
  private timer: NodeJS.Timeout | undefined;
  private sampling = false;

  private constructor(private readonly session: CDPSession) {}

  /** Starts sampling. `browser` must hold the one page that is measured. */
  static async start(browser: Browser): Promise<MemoryWatch> {
    const watch = new MemoryWatch(await browser.newBrowserCDPSession());
    await watch.sample();
    watch.timer = setInterval(() => void watch.sample(), 250);
    return watch;
  }

  private async sample(): Promise<void> {
    if (this.sampling) return;
    this.sampling = true;
    try {
      const { processInfo } = (await this.session.send('SystemInfo.getProcessInfo')) as {
        processInfo: ProcessInfo[];
      };
      let total = 0;
      for (const process of processInfo) if (counts(process)) total += pssBytes(process.id);
      this.samples++;
      this.peakBytes = Math.max(this.peakBytes, total);
    } finally {
      this.sampling = false;
    }
  }

  async stop(): Promise<number> {
    clearInterval(this.timer);
    await this.sample();
    await this.session.detach();
    return this.peakBytes;
  }
}
