/**
 * For `node --import`: what this process asks of Azure over https goes to the stand-in that HYGGE_STAND_IN_LAKE names, so that a whole
 * program runs unchanged in a process of its own, with real addresses and every policy of the SDK.
 */
import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'
import { isAnswered, LAKE_VARIABLE, twinOf } from './loopback.ts'
import { HOST_HEADER } from './wire/request.ts'

type Callback = (response: IncomingMessage) => void

const address = process.env[LAKE_VARIABLE]
if (address !== undefined && address !== '') reroute(new URL(address))

function reroute(lake: URL): void {
  const original = https.request
  const request = (options: RequestOptions | string | URL, callback?: Callback): ClientRequest => {
    if (typeof options === 'string' || options instanceof URL) return original(options, callback)
    const host = options.hostname ?? ''
    if (!isAnswered(host)) return original(options, callback)
    const { agent, ...others } = options
    const twin = typeof agent === 'object' ? twinOf(agent) : undefined
    return http.request(
      {
        ...others,
        protocol: 'http:',
        hostname: lake.hostname,
        port: lake.port,
        headers: { ...others.headers, [HOST_HEADER]: host },
        ...(twin === undefined ? {} : { agent: twin }),
      },
      callback,
    )
  }
  Object.assign(https, { request })
  syncBuiltinESMExports()
}
