// Faults as they cross threads: plain objects on the wire, EngineError on
// either side of it.
// Thread: any.

import { EngineError, type EngineFault } from '../client/studio-engine';

export function fault(
  code: EngineFault['code'],
  message: string,
  remedy: string,
  fileName?: string,
): EngineError {
  return new EngineError(
    fileName === undefined ? { code, message, remedy } : { code, message, remedy, fileName },
  );
}

export function cancelled(what: string): EngineError {
  return fault('cancelled', `${what} was cancelled.`, '');
}

/** Whatever was thrown, as a fault that can be posted. `doing`: "importing kick.wav". */
export function toFault(error: unknown, doing: string): EngineFault {
  if (error instanceof EngineError) return error.fault;
  if (isQuotaError(error)) {
    return {
      code: 'disk-full',
      message: `The browser's storage is full (while ${doing}).`,
      remedy: 'Free some disk space, or remove site data of other pages, and try again.',
    };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    message: `Something went wrong while ${doing}: ${reason}`,
    remedy: 'Reload the page; the session is saved. If it happens again, please report it.',
  };
}

/** A DOMException of the storage quota, by either of its names. */
export function isQuotaError(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'name' in error &&
    (error.name === 'QuotaExceededError' || error.name === 'NS_ERROR_FILE_NO_DEVICE_SPACE')
  );
}
