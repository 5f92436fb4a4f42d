/**
 * Buffers of batches that were used once and may be used again. A new one costs a page fault for every 4 KiB and, together with
 * its likes, a garbage collection for every 64 MiB: a tenth of the time that decoding takes.
 */

/** Smaller ones are cheaper to make than to keep. */
const LEAST = 4096
/** The most bytes that wait here to be used again, in this thread. */
const MOST_HELD = 64 * 2 ** 20

const free = new Map<number, ArrayBuffer[]>()
let held = 0

/** A buffer of at least `bytes` bytes; all zero when asked for, else of any content. */
export function takeBuffer(bytes: number, zeroed: boolean): ArrayBuffer {
  if (bytes < LEAST) return new ArrayBuffer(bytes)
  const size = sizeClass(bytes)
  const buffer = free.get(size)?.pop()
  if (buffer === undefined) return new ArrayBuffer(size)
  held -= size
  if (zeroed) new Uint8Array(buffer).fill(0)
  return buffer
}

/** Takes back buffers that nobody looks at any more; those that do not fit are left to the garbage collector. */
export function giveBuffers(buffers: Iterable<ArrayBuffer>): void {
  for (const buffer of buffers) {
    const size = buffer.byteLength
    if (size < LEAST || size !== sizeClass(size) || held + size > MOST_HELD) continue
    const waiting = free.get(size)
    if (waiting) waiting.push(buffer)
    else free.set(size, [buffer])
    held += size
  }
}

/** Buffers that wait here, of these sizes as far as there are, for another thread that needs their like. */
export function spareBuffers(sizes: readonly number[]): ArrayBuffer[] {
  const spare: ArrayBuffer[] = []
  for (const size of sizes) {
    const buffer = free.get(size)?.pop()
    if (buffer === undefined) continue
    held -= size
    spare.push(buffer)
  }
  return spare
}

/** Sizes in steps of an eighth of a power of two, so that at most an eighth is waste. */
function sizeClass(bytes: number): number {
  const step = 2 ** (28 - Math.clz32(bytes - 1))
  return Math.ceil(bytes / step) * step
}
