/** What goes back over the wire. */
import type { LakeError } from './lake-error.ts'
import type { LakeRequest } from './request.ts'

/** Part of a file on disk, opened when the answer was made, so that a later change cannot tear it. */
export interface FilePart {
  descriptor: number
  start: number
  length: number
}

export interface Answer {
  status: number
  headers: Record<string, string>
  body: Buffer | FilePart
}

export const NOTHING = Buffer.alloc(0)

export function answer(
  status: number,
  headers: Record<string, string> = {},
  body: Buffer | FilePart = NOTHING,
): Answer {
  return { status, headers, body }
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return answer(
    status,
    { 'content-type': 'application/json;charset=utf-8', ...headers },
    Buffer.from(JSON.stringify(value)),
  )
}

export function xml(status: number, text: string, headers: Record<string, string> = {}): Answer {
  const body = Buffer.from(`<?xml version="1.0" encoding="utf-8"?>${text}`)
  return answer(status, { 'content-type': 'application/xml', ...headers }, body)
}

/** An error as the service asked for words it: JSON from dfs, XML from blob. The header is what the SDK reads. */
export function errorAnswer(
  error: Pick<LakeError, 'code' | 'message' | 'status'>,
  request: Pick<LakeRequest, 'endpoint'>,
): Answer {
  const { code, message, status } = error
  const headers: Record<string, string> = { 'x-ms-error-code': code }
  if (status === 401) {
    headers['www-authenticate'] =
      'Bearer authorization_uri=https://login.microsoftonline.com/00000000-0000-0000-0000-000000000001/oauth2/authorize resource_id=https://storage.azure.com'
  }
  if (request.endpoint === 'blob') {
    return xml(status, `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`, headers)
  }
  return json(status, { error: { code, message } }, headers)
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
