/** The suites on the lake that HYGGE_VERIFY_LAKE names, in a folder of their own that they remove. Started by verify-lake.ts. */
import { randomBytes } from 'node:crypto'
import { after } from 'node:test'
import { lakeFolder } from '../../lib/journal/lake-folder.ts'
import { LakeUpload } from '../../lib/lake/upload.ts'
import { lakeStore } from '../../lib/stores/lake/staging.ts'
import { folderConformance } from '../conformance/folder.ts'
import { storeConformance } from '../conformance/store.ts'
import { filesOf, lake, path, pathsBelow, place } from './place.ts'

const root = [...path, `verify-${randomBytes(6).toString('hex')}`].join('/')
after(() => lake.removeFolder(root))

storeConformance(
  place.account_url,
  async () => {
    const base = `${root}/${randomBytes(6).toString('hex')}`
    return {
      store: entity => lakeStore({ lake, base, path: `${base}/${entity}` }),
      seen: entity => filesOf(`${base}/${entity}`),
      async debris() {
        const paths = await pathsBelow(base)
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
  },
  { remote: true },
)

folderConformance(`${place.account_url} for a journal`, async () => {
  const journal = `${root}/${randomBytes(6).toString('hex')}/.hygge_journal`
  return { folder: () => lakeFolder(lake, journal), everything: () => pathsBelow(journal) }
})
