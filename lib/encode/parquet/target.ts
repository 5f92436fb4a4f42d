import type { Codec } from './codec.ts'
import type { Output } from './output.ts'
import type { Scratch } from './scratch.ts'

/** Where the chunks of a row group go, and what all of them share. */
export interface ChunkTarget {
  out: Output
  codec: Codec
  scratch: Scratch
}
