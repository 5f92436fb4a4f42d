/**
 * One file system of a lake: the few operations that stores and the journal stand on, each tried until it is answered.
 * Paths are relative to the file system, with `/` between their segments. Containers are never touched.
 */
import { createHash } from 'node:crypto'
import type { DataLakeFileSystemClient, IHttpClient } from '@azure/storage-file-datalake'
import type { LakePlace } from './config.ts'
import { connect } from './connect.ts'
import { isNotFound, isRefusal, lakeError } from './errors.ts'
import { GivenUp, type Patience, persist } from './patience.ts'
import { BrokenOff } from './refusal.ts'

export interface LakeOptions extends Partial<Patience> {
  /** Sends the requests instead of Node's own client: for ways to a lake that HTTPS_PROXY cannot describe, and for tests. */
  httpClient?: IHttpClient
}

export interface LakeFile {
  bytes: number
  /** What the lake calls this very version of it. */
  etag: string
  folder: boolean
}

export interface LakeEntry {
  /** Relative to the folder that was listed. */
  name: string
  bytes: number
  folder: boolean
  modified: Date
}

interface Request {
  /** As in "Could not …". */
  action: string
  path: string
  /** Bytes of a file travel with it, so that it may take long. */
  heavy?: boolean
  stop?: AbortSignal
}

/** Without an answer for so long a try is given up, ms: a lease is renewed more often than it runs out. */
const TIMEOUT = 20_000
const HEAVY_TIMEOUT = 100_000
const TRIES = 7
const FIRST_WAIT = 1000
const NEVER = new AbortController().signal

export class Lake {
  readonly place: LakePlace
  /** True from the moment that this lake refused parts of a file in another order than theirs. */
  oneAtATime = false
  readonly #options: LakeOptions
  #client: Promise<DataLakeFileSystemClient> | undefined

  constructor(place: LakePlace, options: LakeOptions = {}) {
    this.place = place
    this.#options = options
  }

  /** For people. */
  location(path: string): string {
    const { account_url, filesystem } = this.place
    return [account_url.replace(/\/+$/, ''), filesystem, ...(path === '' ? [] : [path])].join('/')
  }

  /** What stands there; null when nothing does. */
  async stat(path: string, stop?: AbortSignal): Promise<LakeFile | null> {
    const send = async (client: DataLakeFileSystemClient, abortSignal: AbortSignal) => {
      const found = await client.getFileClient(path).getSystemProperties({ abortSignal })
      return {
        bytes: found.contentLength ?? 0,
        etag: found.etag ?? '',
        folder: found.isDirectory ?? false,
      }
    }
    return orNull(this.#ask({ action: `look at ${this.location(path)}`, path, ...(stop && { stop }) }, send))
  }

  /** What lies in the folder, or anywhere below it, in the lake's order; null when there is no such folder. */
  async list(path: string, { recursive }: { recursive: boolean }): Promise<LakeEntry[] | null> {
    const depth = path === '' ? 0 : path.split('/').length
    const entries: LakeEntry[] = []
    let continuationToken: string | undefined
    do {
      const from = continuationToken
      const page = await orNull(
        this.#ask({ action: `list ${this.location(path)}`, path }, async (client, abortSignal) => {
          const options = { recursive, abortSignal, ...(path === '' ? {} : { path }) }
          const pages = client.listPaths(options).byPage(from === undefined ? {} : { continuationToken: from })
          return (await pages.next()).value
        }),
      )
      if (page === null) return null
      for (const { name = '', isDirectory, contentLength, lastModified } of page?.pathItems ?? []) {
        // OneLake may answer with names where ids were asked for: the depth is the same.
        const below = name.split('/').slice(depth).join('/')
        entries.push({
          name: below,
          bytes: contentLength ?? 0,
          folder: isDirectory ?? false,
          modified: lastModified ?? new Date(0),
        })
      }
      continuationToken = page?.continuation || undefined
    } while (continuationToken !== undefined)
    return entries
  }

  /** The bytes of a file, or those of a piece of it; null when there is no file. */
  async read(path: string, piece: { from: number; count?: number } = { from: 0 }): Promise<Buffer | null> {
    return orNull(
      this.#ask({ action: `read ${this.location(path)}`, path, heavy: true }, async (client, abortSignal) => {
        const { readableStreamBody, contentLength } = await client
          .getFileClient(path)
          .read(piece.from, piece.count, { abortSignal })
        const pieces: Buffer[] = []
        try {
          for await (const piece of readableStreamBody ?? []) pieces.push(Buffer.from(piece))
        } catch (error) {
          // The SDK has several words for a body that breaks off, among them that it was aborted.
          throw new BrokenOff(error instanceof Error ? error.message : String(error))
        }
        const bytes = Buffer.concat(pieces)
        if (bytes.length === contentLength) return bytes
        throw new BrokenOff(`the answer ended after ${bytes.length} of ${contentLength} bytes`)
      }),
    )
  }

  /** Makes an empty file with the folders above it; one that is there becomes empty, and what was appended to it is dropped. */
  async createFile(path: string, stop?: AbortSignal): Promise<void> {
    await this.#ask(asked({ action: `create ${this.location(path)}`, path }, stop), (client, abortSignal) =>
      client.getFileClient(path).create({ abortSignal }),
    )
  }

  /** Adds bytes that nobody sees before the flush. The lake compares them with their MD5. */
  async append(path: string, bytes: Buffer, at: number, stop?: AbortSignal): Promise<void> {
    const transactionalContentMD5 = createHash('md5').update(bytes).digest()
    const request = { action: `write to ${this.location(path)}`, path, heavy: true }
    await this.#ask(asked(request, stop), (client, abortSignal) => {
      // Without the second one, 12.31.0 of the SDK sends no Content-MD5 (Azure/azure-sdk-for-js#39605).
      const options = { abortSignal, transactionalContentMD5, pathHttpHeaders: {} }
      return client.getFileClient(path).append(bytes, at, bytes.length, options)
    })
  }

  /** Makes the bytes that were appended the file's content. */
  async flush(path: string, length: number, stop?: AbortSignal): Promise<void> {
    await this.#ask(asked({ action: `write to ${this.location(path)}`, path }, stop), (client, abortSignal) =>
      client.getFileClient(path).flush(length, { close: true, abortSignal }),
    )
  }

  /** Makes the folder with those above it; one that is there stays as it is. */
  async makeFolder(path: string): Promise<void> {
    const made = this.#ask({ action: `make folder ${this.location(path)}`, path }, (client, abortSignal) =>
      client.getDirectoryClient(path).create({ abortSignal, conditions: { ifNoneMatch: '*' } }),
    )
    await made.catch(error => {
      if (!isRefusal(error, 409, 'PathAlreadyExists') && !isRefusal(error, 412)) throw error
    })
  }

  /**
   * One rename, as the lake answers it; `moveTo` knows what the answer means.
   * @param conditions one of the two at most: OneLake takes no more
   */
  async rename(from: string, to: string, conditions: { toBeFree: boolean; sourceEtag?: string }): Promise<void> {
    // The SDK escapes the source and takes the destination as it is.
    const destination = to.split('/').map(encodeURIComponent).join('/')
    const { toBeFree, sourceEtag } = conditions
    const action = `rename ${this.location(from)} to ${this.location(to)}`
    await this.#ask({ action, path: from }, (client, abortSignal) =>
      client.getFileClient(from).move(destination, {
        abortSignal,
        ...(toBeFree ? { destinationConditions: { ifNoneMatch: '*' } } : {}),
        ...(sourceEtag === undefined ? {} : { conditions: { ifMatch: sourceEtag } }),
      }),
    )
  }

  /** Removes a file; one that is gone already does not matter, it may have been this very request. */
  async removeFile(path: string): Promise<void> {
    await orNull(
      this.#ask({ action: `remove ${this.location(path)}`, path }, (client, abortSignal) =>
        client.getFileClient(path).delete(undefined, { abortSignal }),
      ),
    )
  }

  /** Removes a folder with everything below it. */
  async removeFolder(path: string): Promise<void> {
    await orNull(
      this.#ask({ action: `remove ${this.location(path)}`, path, heavy: true }, (client, abortSignal) =>
        client.getDirectoryClient(path).delete(true, { abortSignal }),
      ),
    )
  }

  /**
   * Removes exactly this version of a folder with everything below it: a request that was thought lost and arrives late must not
   * take another one that came to its place. @throws {LakeError} also when it was changed since
   */
  async removeVersion(path: string, etag: string): Promise<void> {
    await orNull(
      this.#ask({ action: `remove ${this.location(path)}`, path, heavy: true }, (client, abortSignal) =>
        client.getDirectoryClient(path).delete(true, { conditions: { ifMatch: etag }, abortSignal }),
      ),
    )
  }

  /** Removes folders from `path` upwards while they are empty; `top` itself is the last that may go. */
  async pruneEmpty(path: string, top: string): Promise<void> {
    for (let at = path; at === top || at.startsWith(`${top}/`); at = parentOf(at)) {
      try {
        await orNull(
          this.#ask({ action: `remove ${this.location(at)}`, path: at }, (client, abortSignal) =>
            client.getDirectoryClient(at).delete(false, { abortSignal }),
          ),
        )
      } catch (error) {
        if (isRefusal(error, 409)) return
        throw error
      }
      if (at === '') return
    }
  }

  /** Only folders of a hierarchical namespace have access control: what Hadoop asks, too, to tell the two kinds of account apart. */
  async accessControl(path: string): Promise<void> {
    await this.#ask({ action: `look at ${this.location(path)}`, path }, (client, abortSignal) =>
      client.getFileClient(path).getAccessControl({ abortSignal }),
    )
  }

  async #ask<T>(
    { action, path, heavy = false, stop = NEVER }: Request,
    send: (client: DataLakeFileSystemClient, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const {
      httpClient,
      tries = TRIES,
      firstWait = FIRST_WAIT,
      timeout = heavy ? HEAVY_TIMEOUT : TIMEOUT,
    } = this.#options
    this.#client ??= connect(this.place, httpClient)
    const client = await this.#client
    try {
      return await persist(signal => send(client, signal), { tries, firstWait, timeout }, stop)
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error
      const url = this.location(path)
      throw lakeError(error.refusal, { action, url, tries: error.tries }, this.place)
    }
  }
}

/** The folder that a path lies in; '' is the file system itself. */
export function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

function asked(request: Request, stop: AbortSignal | undefined): Request {
  return stop === undefined ? request : { ...request, stop }
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (isNotFound(error)) return null
    throw error
  }
}
