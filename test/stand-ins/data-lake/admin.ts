/** The stand-in's own address, for tests and people in another process: faults, the log of calls, the clock. */
import type { Fault } from './faults.ts'
import type { Handled } from './handler.ts'
import { type Answer, json } from './wire/answer.ts'

export const ADMIN_PATH = '/.stand-in/'

/** One call below the admin address; a GET shows, a POST does. */
export async function administer(method: string, path: string, body: string, handled: Handled): Promise<Answer> {
  const { faults, log, clock, mirror } = handled
  const name = path.slice(ADMIN_PATH.length)
  try {
    if (name === 'requests' && method === 'GET') return json(200, log.entries)
    if (name === 'faults' && method === 'GET') return json(200, { hits: faults.hits })
    if (name === 'faults' && method === 'POST') {
      const wanted: unknown = JSON.parse(body)
      if (!isList(wanted)) throw new TypeError('faults are a list')
      faults.replace(wanted)
      return json(200, {})
    }
    if (name === 'clock' && method === 'POST') {
      clock.advance(Number(JSON.parse(body)))
      return json(200, {})
    }
    if (name === 'mirror/poll' && method === 'POST') return json(200, await mirror.poll(Number(JSON.parse(body))))
    if (name === 'mirror/query' && method === 'POST') {
      const { sql, item }: { sql: string; item?: string } = JSON.parse(body)
      return json(200, await mirror.query(sql, item))
    }
  } catch (error) {
    return json(400, { message: error instanceof Error ? error.message : String(error) })
  }
  return json(404, { message: `the stand-in has no ${method} ${path}` })
}

/** What each fault says is checked where it is armed. */
function isList(value: unknown): value is Fault[] {
  return Array.isArray(value) && value.every(item => typeof item === 'object' && item !== null)
}
