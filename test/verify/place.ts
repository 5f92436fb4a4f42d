/** The place that HYGGE_VERIFY_LAKE names, as the suites use it. */
import type { LakeAuthentication, LakePlace } from '../../lib/lake/config.ts'
import { openLake } from '../../lib/lake/open.ts'

const { origin, hostname, pathname } = new URL(process.env.HYGGE_VERIFY_LAKE ?? '')
const segments = pathname
  .split('/')
  .filter(segment => segment !== '')
  .map(decodeURIComponent)
// An emulator has its account in the path.
const account = /^(127\.|localhost)/.test(hostname) ? `/${segments.shift()}` : ''
const [filesystem = '', ...below] = segments

export const place: LakePlace = {
  service: hostname.endsWith('fabric.microsoft.com') ? 'onelake' : 'adls',
  account_url: `${origin}${account}`,
  filesystem,
  authentication: loginOf(process.env.HYGGE_VERIFY_LOGIN ?? ''),
}

export const lake = openLake(place)

/** Segments of the path in the file system. */
export const path = below

/** Everything below a folder, folders too. */
export async function pathsBelow(folder: string): Promise<string[]> {
  return ((await lake.list(folder, { recursive: true })) ?? []).map(({ name }) => name)
}

/** The files of a folder with their bytes; null when there is no such folder. */
export async function filesOf(folder: string): Promise<[name: string, bytes: Uint8Array][] | null> {
  const entries = await lake.list(folder, { recursive: false })
  const read = async (name: string): Promise<[string, Uint8Array]> => [
    name,
    (await lake.read(`${folder}/${name}`)) ?? Buffer.of(),
  ]
  return entries && Promise.all(entries.filter(({ folder }) => !folder).map(({ name }) => read(name)))
}

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
