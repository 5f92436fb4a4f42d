/**
 * The way from the SDK to the stand-in: real addresses are asked on the loopback and the stand-in is told which, so that every
 * policy of the SDK runs as it does against Azure (tokens only go to https addresses, blob calls to the blob host).
 */
import { Agent } from 'node:http'
import { createDefaultHttpClient, createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline'
import type { HttpHeaders, HttpOperationResponse, IHttpClient, WebResource } from '@azure/storage-file-datalake'
import { HOST_HEADER } from './wire/request.ts'

/** Hosts that the stand-in answers for: storage accounts, OneLake, and where service principals get their tokens. */
const ANSWERED = /(?:\.(?:dfs|blob)\.(?:core\.windows\.net|fabric\.microsoft\.com)|^login\.microsoftonline\.com)$/

/** The loopback address for an address, and the host it was for; null when it is on the loopback already. */
export function rerouted(address: string, lake: string): { url: string; host: string } | null {
  const { hostname, pathname, search } = new URL(address)
  if (hostname === '127.0.0.1' || hostname === 'localhost') return null
  if (!ANSWERED.test(hostname))
    throw new Error(`${hostname} is no host of the data lake stand-in: a test has left the loopback`)
  return { url: `${lake}${pathname}${search}`, host: hostname }
}

/** An HTTP client for the SDK; `lake` is the stand-in's address. */
export class LoopbackHttpClient implements IHttpClient {
  readonly #lake: string
  readonly #client = createDefaultHttpClient()
  /** Of this client alone, so that a test can say how many sockets are open. */
  readonly agent: Agent

  constructor(lake: string, agent = new Agent({ keepAlive: true })) {
    this.#lake = lake
    this.agent = agent
  }

  async sendRequest(resource: WebResource): Promise<HttpOperationResponse> {
    const route = rerouted(resource.url, this.#lake)
    const headers = createHttpHeaders(resource.headers.toJson({ preserveCase: true }))
    if (route !== null) headers.set(HOST_HEADER, route.host)
    const response = await this.#client.sendRequest(
      createPipelineRequest({
        url: route?.url ?? resource.url,
        method: resource.method,
        headers,
        body: resource.body,
        timeout: resource.timeout,
        allowInsecureConnection: true,
        agent: this.agent,
        ...(resource.abortSignal === undefined ? {} : { abortSignal: resource.abortSignal }),
        ...(resource.streamResponseStatusCodes === undefined
          ? {}
          : { streamResponseStatusCodes: resource.streamResponseStatusCodes }),
        ...(resource.onUploadProgress === undefined ? {} : { onUploadProgress: resource.onUploadProgress }),
        ...(resource.onDownloadProgress === undefined ? {} : { onDownloadProgress: resource.onDownloadProgress }),
      }),
    )
    const { status, bodyAsText, readableStreamBody } = response
    return {
      request: resource,
      status,
      headers: sameKind(resource.headers, response.headers.toJSON({ preserveCase: true })),
      ...(bodyAsText === undefined ? {} : { bodyAsText }),
      ...(readableStreamBody === undefined ? {} : { readableStreamBody }),
    }
  }

  /** Ends the sockets that are kept alive. */
  close(): void {
    this.agent.destroy()
  }
}

/** Headers of the SDK's own class, which it does not export. */
function sameKind(like: HttpHeaders, values: Record<string, string>): HttpHeaders {
  const headers = like.clone()
  for (const name of headers.headerNames()) headers.remove(name)
  for (const [name, value] of Object.entries(values)) headers.set(name, value)
  return headers
}
