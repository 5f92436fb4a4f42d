/** Whether a file is still the one that was planned. */
import type { BigIntStats } from 'node:fs'
import { HomeError } from '../../errors.ts'
import type { SourceFile } from '../home.ts'

/** @throws {HomeError} `FILE_CHANGED` */
export function checkUnchanged({ size, mtimeNs }: BigIntStats, { path, bytes, modified }: SourceFile): void {
  if (Number(size) === bytes && String(mtimeNs) === modified) return
  const what = Number(size) === bytes ? 'was written to' : `had ${bytes} bytes and has ${size}`
  throw new HomeError('FILE_CHANGED', `${path} ${what} since the plan was made.`, {
    advice:
      'Nothing of this run is kept. Run again when the file is complete: whoever writes it should do so under a name that begins with `_`, and rename it then.',
    facts: { file: path, bytes: Number(size), planned: bytes },
  })
}
