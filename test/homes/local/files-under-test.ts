/** Folders of files that a local home is tested on. */
import { readdirSync, readlinkSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Batch } from '../../../lib/columns/batch.ts'
import type { Description, Home } from '../../../lib/homes/home.ts'
import type { LocalHomeConfig } from '../../../lib/homes/local/config.ts'
import { localHome } from '../../../lib/homes/local/home.ts'
import { Readers } from '../../../lib/homes/local/readers.ts'
import { ALWAYS, read } from '../../conformance/home-under-test.ts'
import { valuesOf } from '../../decode/values.ts'
import type { Value } from '../../encode/table.ts'

export const readers = new Readers(2)

const made: string[] = []
process.on('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

/** A folder that goes when the process does. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hygge-files-'))
  made.push(folder)
  return folder
}

export function homeOf(root: string, config: Partial<LocalHomeConfig> = {}): Home {
  return localHome({ type: 'local', root, pattern: null, base: root, format: 'parquet', ...config }, readers)
}

/** What a home says and gives: the columns by their names. */
export async function readAll(
  home: Home,
): Promise<{ plan: Description; batches: Batch[]; columns: Record<string, Value[]> }> {
  const plan = await home.describe(ALWAYS)
  const batches = await read(home, plan)
  const values = valuesOf(plan.schema, batches)
  return { plan, batches, columns: Object.fromEntries(plan.schema.fields.map(({ name }, at) => [name, values[at]])) }
}

/** Files below the folder that this process has open; null where the system does not tell. */
export function openBelow(folder: string): number | null {
  if (process.platform !== 'linux') return null
  const handles = readdirSync('/proc/self/fd')
  return handles.filter(handle => {
    try {
      return readlinkSync(`/proc/self/fd/${handle}`).startsWith(folder)
    } catch {
      return false
    }
  }).length
}
