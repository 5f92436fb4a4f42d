/** A store in a lake as the conformance suite wants to see it: a base of its own for each test, read back from the disk. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Lake } from '../../lib/lake/lake.ts'
import { LakeUpload } from '../../lib/lake/upload.ts'
import type { Store } from '../../lib/stores/store.ts'
import type { StoreUnderTest } from '../conformance/store-under-test.ts'
import { filesOnDisk, pathsOnDisk, type TestLake } from './lake.ts'

/** @param below where the store's paths begin, in the file system */
export function lakeUnderTest(
  { place, options, folder }: TestLake,
  below: string,
  make: (base: string, path: string) => Store,
): StoreUnderTest {
  const base = `${below}world-${randomBytes(6).toString('hex')}`
  const lake = new Lake(place, options)
  const onDisk = join(folder, base)
  return {
    store: entity => make(base, `${base}/${entity}`),
    seen: entity => filesOnDisk(join(onDisk, entity)),
    async debris() {
      const paths = await pathsOnDisk(onDisk)
      return paths.filter(path => path === '_tmp' || path.startsWith('_tmp/') || path.split('/').length > 2)
    },
    async damage({ run, entity, name }, change) {
      const path = `${base}/_tmp/${run}/${entity}/${name}`
      const bytes = change((await lake.read(path)) ?? Buffer.of())
      if (bytes === null) return lake.removeFile(path)
      const upload = await LakeUpload.begin(lake, path)
      await upload.write(bytes)
      await upload.finish()
    },
  }
}
