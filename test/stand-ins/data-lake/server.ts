/** The data lake stand-in: the REST interfaces of ADLS Gen2 and OneLake on one port, with files in a folder. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DelegationKeys, type UserDelegationKey } from './auth/delegation-keys.ts'
import { IDENTITY_PATH, type IdentityOptions } from './auth/identity.ts'
import { Tokens } from './auth/tokens.ts'
import { Clock } from './clock.ts'
import { MIRRORED, Mirror, type MirrorOptions } from './fabric/mirror.ts'
import { Faults } from './faults.ts'
import { handler } from './handler.ts'
import { Lake } from './namespace/lake.ts'
import { DEFAULT_ITEMS, type OneLakeItem, onelake } from './onelake.ts'
import { SETTLED, type Unsettled } from './operations/context.ts'
import { adls, type PersonalityName } from './personality.ts'
import type { Service } from './service.ts'
import { type LoggedRequest, RequestLog } from './wire/request-log.ts'

/** The key of every stand-in account; secret from nobody. */
export const ACCOUNT_KEY = Buffer.from('the key of an account that only exists on this machine, for tests').toString(
  'base64',
)

export interface DataLakeOptions {
  /** Default `adls`. */
  personality?: PersonalityName
  /** Where files are kept; absent: a temporary folder that goes with the server. */
  folder?: string
  /** 0, the default, takes any free port. */
  port?: number
  /** Name of the storage account; OneLake's is `onelake`. Default `standin`. */
  account?: string
  /** Filesystems that are there from the start; default `lake`. OneLake has workspaces instead. */
  filesystems?: string[]
  /** Default: a lakehouse and a mirrored database in the workspace `Trials`. */
  items?: readonly OneLakeItem[]
  /** OneLake: false refuses names, so that only GUIDs work. Default true. */
  friendlyNames?: boolean
  /** False for an account without a hierarchical namespace. Default true. */
  hierarchical?: boolean
  /** Paths that one answer of a list has at most; default 5000, as the service's. */
  listPage?: number
  /** Paths that one call of a paginated delete removes at most; default 1000. */
  deletePage?: number
  /** How the service behaves where no document says how. */
  unsettled?: Partial<Unsettled>
  /** How the replicator of mirrored databases behaves. */
  mirror?: MirrorOptions
  /** The identity that tokens are given to. */
  identity?: Partial<IdentityOptions>
}

/** A running stand-in. */
export interface DataLake extends AsyncDisposable {
  /** `http://127.0.0.1:port`; the account is the first segment after it. */
  readonly url: string
  readonly port: number
  readonly personality: PersonalityName
  readonly account: string
  /** Base64. */
  readonly accountKey: string
  /** The folder on disk: filesystem, then the path. */
  readonly folder: string
  readonly faults: Faults
  readonly clock: Clock
  readonly tokens: Tokens
  /** What Get User Delegation Key gives for these times. */
  delegationKey(start: Date, end: Date): UserDelegationKey
  /** Environment variables that make ManagedIdentityCredential ask here. */
  readonly identity: { IDENTITY_ENDPOINT: string; IDENTITY_HEADER: string } & Partial<Record<'AZURE_CLIENT_ID', string>>
  readonly items: readonly OneLakeItem[]
  /** The Fabric side of Open Mirroring, for items of the type MirroredDatabase. */
  readonly mirror: Mirror
  /** Sockets open now, and accepted ever. */
  readonly connections: { readonly live: number; readonly total: number }
  /** The last calls, oldest first. */
  readonly requests: readonly LoggedRequest[]
  /** Ends every connection and stops listening. Safe to call twice. */
  close(): Promise<void>
}

const DEFAULT_IDENTITY: IdentityOptions = {
  header: 'stand-in-identity',
  clientId: '',
  servicePrincipal: { clientId: '44444444-4444-4444-8444-444444444444', clientSecret: 'stand-in-secret' },
}

/** Starts a lake. */
export async function startDataLake(options: DataLakeOptions = {}): Promise<DataLake> {
  const {
    items = DEFAULT_ITEMS,
    friendlyNames = true,
    hierarchical = true,
    listPage = 5000,
    deletePage = 1000,
  } = options
  const personality = options.personality === 'onelake' ? onelake(items, friendlyNames) : adls
  const account = personality.name === 'onelake' ? 'onelake' : (options.account ?? 'standin')
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'data-lake-'))
  mkdirSync(folder, { recursive: true })
  const clock = new Clock()
  const now = (): number => clock.now()
  const lake = new Lake(folder, now, personality.permissions)
  furnish(lake, personality.name === 'onelake' ? items : (options.filesystems ?? ['lake']))
  const tokens = new Tokens(now)
  const delegationKeys = new DelegationKeys()
  const identity: IdentityOptions = { ...DEFAULT_IDENTITY, ...options.identity }
  const service: Service = {
    lake,
    listPage,
    deletePage,
    hierarchical,
    unsettled: { ...SETTLED, ...options.unsettled },
    personality,
    authority: {
      account: { name: account, key: ACCOUNT_KEY },
      delegationKeys,
      delegationOnly: personality.delegationOnly,
      tokens,
      now,
    },
  }
  const mirror = new Mirror(personality.name === 'onelake' ? items : [], lake, options.mirror ?? {})
  const faults = new Faults()
  const log = new RequestLog()
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, handler({ service, faults, log, identity, tokens, clock, mirror }))
  let accepted = 0
  server.on('connection', socket => {
    accepted++
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const port = await listen(server, options.port ?? 0)
  const url = `http://127.0.0.1:${port}`
  const shut = async (): Promise<void> => {
    const closed = new Promise<void>(resolve => server.close(() => resolve()))
    for (const socket of sockets) socket.destroy()
    await closed
    await mirror.close()
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
    else lake.save()
  }
  let shutting: Promise<void> | null = null
  const close = (): Promise<void> => {
    shutting ??= shut()
    return shutting
  }
  return {
    url,
    port,
    personality: personality.name,
    account,
    accountKey: ACCOUNT_KEY,
    folder,
    faults,
    clock,
    tokens,
    delegationKey: (start, end) => delegationKeys.make(start.getTime(), end.getTime()),
    identity: {
      IDENTITY_ENDPOINT: `${url}${IDENTITY_PATH}`,
      IDENTITY_HEADER: identity.header,
      ...(identity.clientId === '' ? {} : { AZURE_CLIENT_ID: identity.clientId }),
    },
    items: personality.name === 'onelake' ? items : [],
    mirror,
    connections: {
      get live() {
        return sockets.size
      },
      get total() {
        return accepted
      },
    },
    requests: log.entries,
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** What is there before anybody writes: filesystems, or workspaces with their items. */
function furnish(lake: Lake, contents: readonly (string | OneLakeItem)[]): void {
  for (const content of contents) {
    if (typeof content === 'string') {
      if (lake.find(content) === null) lake.create(content)
      continue
    }
    const workspace = lake.find(content.workspace) ?? lake.create(content.workspace)
    const folders = content.item.endsWith(MIRRORED)
      ? [['Files', 'LandingZone'], ['Files', 'Monitoring'], ['Tables']]
      : [['Files'], ['Tables']]
    for (const path of folders) workspace.makeDirectory([content.item, ...path])
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}
