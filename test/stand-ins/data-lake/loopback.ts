/**
 * The way from the SDK to the stand-in: real addresses are asked on the loopback and the stand-in is told which, so that every
 * policy of the SDK runs as it does against Azure (tokens only go to https addresses, blob calls to the blob host).
 */
import { Agent } from 'node:http'
import { createDefaultHttpClient, createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline'
import type { HttpHeaders, HttpOperationResponse, IHttpClient, WebResource } from '@azure/storage-file-datalake'
import { HOST_HEADER } from './wire/request.ts'

/** Names the stand-in in the environment of a process that imports `reroute.ts` first. */
export const LAKE_VARIABLE = 'HYGGE_STAND_IN_LAKE'

/** Hosts that the stand-in answers for: storage accounts, OneLake, and where service principals get their tokens. */
const ANSWERED = /(?:\.(?:dfs|blob)\.(?:core\.windows\.net|fabric\.microsoft\.com)|^login\.microsoftonline\.com)$/

/** Whether the stand-in answers for a host; the loopback's own go where they say. @throws {Error} for any other host. */
export function isAnswered(host: string): boolean {
  if (host === '127.0.0.1' || host === 'localhost') return false
  if (!ANSWERED.test(host))
    throw new Error(`${host} is no host of the data lake stand-in: a test has left the loopback`)
  return true
}

/** Agents for http with the limits of those for https that the caller wanted. */
const twins = new WeakMap<object, Agent>()

interface Limits {
  maxSockets?: number
  maxTotalSockets?: number
}

/** The agent for the loopback in place of the one for https; the same one for the same. */
export function twinOf(agent: (object & Limits) | undefined): Agent | undefined {
  if (agent === undefined || (agent instanceof Agent && agent.constructor === Agent)) return agent
  let twin = twins.get(agent)
  if (twin === undefined) {
    const { maxSockets = Infinity, maxTotalSockets = Infinity } = agent
    twin = new Agent({ keepAlive: true, maxSockets, maxTotalSockets })
    twins.set(agent, twin)
  }
  return twin
}

/** An HTTP client for the SDK; `lake` is the stand-in's address. */
export class LoopbackHttpClient implements IHttpClient {
  readonly #lake: string
  readonly #client = createDefaultHttpClient()

  constructor(lake: string) {
    this.#lake = lake
  }

  async sendRequest(resource: WebResource): Promise<HttpOperationResponse> {
    const { hostname, pathname, search } = new URL(resource.url)
    const headers = createHttpHeaders(resource.headers.toJson({ preserveCase: true }))
    const answered = isAnswered(hostname)
    if (answered) headers.set(HOST_HEADER, hostname)
    const agent = twinOf(resource.agent)
    const { abortSignal, streamResponseStatusCodes, onUploadProgress, onDownloadProgress } = resource
    const request = createPipelineRequest({
      url: answered ? `${this.#lake}${pathname}${search}` : resource.url,
      method: resource.method,
      headers,
      body: resource.body,
      timeout: resource.timeout,
      allowInsecureConnection: true,
      ...(abortSignal === undefined ? {} : { abortSignal }),
      ...(streamResponseStatusCodes === undefined ? {} : { streamResponseStatusCodes }),
      ...(onUploadProgress === undefined ? {} : { onUploadProgress }),
      ...(onDownloadProgress === undefined ? {} : { onDownloadProgress }),
    })
    // Not among the options that the SDK heeds.
    if (agent !== undefined) request.agent = agent
    const response = await this.#client.sendRequest(request)
    const { status, bodyAsText, readableStreamBody } = response
    return {
      request: resource,
      status,
      headers: sameKind(resource.headers, response.headers.toJSON({ preserveCase: true })),
      ...(bodyAsText === undefined ? {} : { bodyAsText }),
      ...(readableStreamBody === undefined ? {} : { readableStreamBody }),
    }
  }
}

/** Headers of the SDK's own class, which it does not export. */
function sameKind(like: HttpHeaders, values: Record<string, string>): HttpHeaders {
  const headers = like.clone()
  for (const name of headers.headerNames()) headers.remove(name)
  for (const [name, value] of Object.entries(values)) headers.set(name, value)
  return headers
}
