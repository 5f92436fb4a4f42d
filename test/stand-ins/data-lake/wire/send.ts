/** Writes an answer, or half of it. */
import { close, createReadStream } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Answer } from './answer.ts'

/** `half`: the length is that of the whole body, and the socket ends in the middle of it. */
export async function send(
  response: ServerResponse,
  method: string,
  { status, headers, body }: Answer,
  half: boolean,
): Promise<void> {
  const bodiless = method === 'HEAD' || status === 304 || status === 204
  if (!bodiless) headers['content-length'] = String(body.length)
  response.writeHead(status, headers)
  const length = half ? Math.floor(body.length / 2) : body.length
  if (Buffer.isBuffer(body)) {
    if (half) cut(response, bodiless ? Buffer.alloc(0) : body.subarray(0, length))
    else response.end(bodiless ? undefined : body)
    return
  }
  const { descriptor, start } = body
  if (bodiless || length === 0) {
    close(descriptor)
    if (half) response.destroy()
    else response.end()
    return
  }
  const part = createReadStream('', { fd: descriptor, start, end: start + length - 1 })
  await pipeline(part, response, { end: !half })
  if (half) response.destroy()
}

/** Lets go of an answer that nobody gets. */
export function discard(answer: Answer | null): void {
  if (answer !== null && !Buffer.isBuffer(answer.body)) close(answer.body.descriptor)
}

/** The bytes given so far reach the client before the socket ends. */
function cut(response: ServerResponse, bytes: Buffer): void {
  response.write(bytes, () => response.destroy())
}
