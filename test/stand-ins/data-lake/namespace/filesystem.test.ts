import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { LakeError } from '../wire/lake-error.ts'
import type { Conditions } from './conditions.ts'
import type { ChangeOptions, FileSystem } from './filesystem.ts'
import { Lake } from './lake.ts'
import { page, walk } from './listing.ts'

const NONE: Conditions = { ifMatch: '', ifNoneMatch: '', ifModifiedSince: Number.NaN, ifUnmodifiedSince: Number.NaN }
const FREE: ChangeOptions = { conditions: NONE, leaseId: '' }
const FRESH: ChangeOptions = { conditions: { ...NONE, ifNoneMatch: '*' }, leaseId: '' }

/** Few names, so that things meet. */
const paths = fc.array(fc.constantFrom('a', 'b', 'c%'), { minLength: 1, maxLength: 4 })
const options = fc.constantFrom(FREE, FREE, FRESH)

type Change = (filesystem: FileSystem, lake: Lake) => void

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(paths, options, fc.string({ maxLength: 5 })).map(
    ([path, how, text]): Change =>
      (filesystem, lake) => {
        const file = filesystem.createFile(path, how)
        if (text !== '') lake.staging.append(file, 0, Buffer.from(text))
        lake.staging.flush(filesystem, file, Buffer.byteLength(text), false)
      },
  ),
  fc.tuple(paths, options).map(
    ([path, how]): Change =>
      filesystem => {
        filesystem.createDirectory(path, how)
      },
  ),
  fc.tuple(paths, paths, options).map(
    ([from, to, how]): Change =>
      filesystem => {
        filesystem.rename({ filesystem, path: from }, to, { ...how, sourceConditions: NONE, sourceLeaseId: '' })
      },
  ),
  fc.tuple(paths, fc.boolean(), fc.integer({ min: 1, max: 4 })).map(
    ([path, recursive, most]): Change =>
      filesystem => {
        filesystem.remove(path, recursive, FREE, most)
      },
  ),
)

/** Every path with the bytes of its file, as the tree has it; null for a directory. */
function inTree(filesystem: FileSystem): [string, number | null][] {
  return [...walk(filesystem.root, true, null)].map(({ path, node }) => [
    path.join('/'),
    node.kind === 'file' ? node.length : null,
  ])
}

/** The same, as the disk has it. */
function onDisk(filesystem: FileSystem): [string, number | null][] {
  return readdirSync(filesystem.folder, { recursive: true, withFileTypes: true }).map(entry => {
    const path = join(entry.parentPath, entry.name)
    return [relative(filesystem.folder, path), entry.isFile() ? readFileSync(path).length : null]
  })
}

test('whatever is done, the tree and the disk say the same, and a refusal changes nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lake-namespace-'))
  const lake = new Lake(folder, Date.now, '---------')
  let refused = 0
  let done = 0
  try {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 25 }), fc.integer({ min: 1, max: 4 }), (all, size) => {
        const filesystem = lake.create('lake')
        try {
          for (const change of all) {
            const before = inTree(filesystem)
            try {
              change(filesystem, lake)
              done++
            } catch (error) {
              assert.ok(error instanceof LakeError, String(error))
              assert.deepEqual(inTree(filesystem), before)
              refused++
            }
          }
          const tree = inTree(filesystem)
          assert.deepEqual(onDisk(filesystem).sort(), tree.toSorted())
          const paged: string[] = []
          for (let after: string[] | null = null, more = true; more; ) {
            const { listed, last } = page(walk(filesystem.root, true, after), size)
            paged.push(...listed.map(({ path }) => path.join('/')))
            after = last
            more = last !== null
          }
          assert.deepEqual(
            paged,
            tree.map(([path]) => path),
          )
          assert.deepEqual(readdirSync(join(folder, '.stand-in', 'staged')), [])
        } finally {
          lake.delete('lake')
        }
      }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
  assert.ok(done > 100 && refused > 100, `${done} changes were made, ${refused} refused`)
})
