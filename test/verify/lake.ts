/** The suites on the lake that HYGGE_VERIFY_LAKE names, in a folder of their own that they remove. Started by verify-lake.ts. */
import { randomBytes } from 'node:crypto'
import { after } from 'node:test'
import { lakeFolder } from '../../lib/journal/lake-folder.ts'
import type { LakeAuthentication, LakePlace } from '../../lib/lake/config.ts'
import { openLake } from '../../lib/lake/open.ts'
import { LakeUpload } from '../../lib/lake/upload.ts'
import { lakeStore } from '../../lib/stores/lake/staging.ts'
import { folderConformance } from '../conformance/folder.ts'
import { storeConformance } from '../conformance/store.ts'

const { origin, hostname, pathname } = new URL(process.env.HYGGE_VERIFY_LAKE ?? '')
const segments = pathname
  .split('/')
  .filter(segment => segment !== '')
  .map(decodeURIComponent)
// An emulator has its account in the path.
const account = /^(127\.|localhost)/.test(hostname) ? `/${segments.shift()}` : ''
const [filesystem = '', ...below] = segments
const place: LakePlace = {
  service: hostname.endsWith('fabric.microsoft.com') ? 'onelake' : 'adls',
  account_url: `${origin}${account}`,
  filesystem,
  authentication: loginOf(process.env.HYGGE_VERIFY_LOGIN ?? ''),
}
const lake = openLake(place)
const root = [...below, `verify-${randomBytes(6).toString('hex')}`].join('/')
after(() => lake.removeFolder(root))

function loginOf(how: string): LakeAuthentication {
  switch (how) {
    case 'storage_key':
      return { type: 'storage_key', key: process.env.STORAGE_KEY ?? '' }
    case 'sas':
      return { type: 'sas', token: process.env.STORAGE_SAS ?? '' }
    case 'managed_identity':
    case 'default':
    case 'azure_cli':
      return { type: how }
    default:
      throw new Error(`--login ${how}: expected azure_cli, default or managed_identity`)
  }
}

async function pathsBelow(folder: string): Promise<string[]> {
  return ((await lake.list(folder, { recursive: true })) ?? []).map(({ name }) => name)
}

storeConformance(
  place.account_url,
  async () => {
    const base = `${root}/${randomBytes(6).toString('hex')}`
    return {
      store: entity => lakeStore({ lake, base, path: `${base}/${entity}` }),
      async seen(entity) {
        const entries = await lake.list(`${base}/${entity}`, { recursive: false })
        return (
          entries &&
          Promise.all(
            entries.map(
              async ({ name }): Promise<[string, Uint8Array]> => [
                name,
                (await lake.read(`${base}/${entity}/${name}`)) ?? Buffer.of(),
              ],
            ),
          )
        )
      },
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
