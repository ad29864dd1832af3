// One tab writes, others read: a Web Lock held for as long as this worker
// lives. A page that is being reloaded may meet its own predecessor for a
// moment, so the lock is waited for, briefly.
// Thread: I/O worker.

const kLockName = 'lathe-store';
const kPatienceMs = 1200;

/** True if this tab may write. */
export async function takeStoreLock(): Promise<boolean> {
  if (!navigator.locks) return true; // the exclusive file handles still keep tabs apart
  return new Promise((resolve) => {
    const patience = AbortSignal.timeout(kPatienceMs);
    navigator.locks
      .request(kLockName, { signal: patience }, () => {
        resolve(true);
        return new Promise(() => {}); // until the worker ends
      })
      .catch(() => resolve(false));
  });
}
