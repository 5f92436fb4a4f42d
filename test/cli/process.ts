/** Starts our programs as real processes and keeps what they say. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** Nothing of the machine the tests run on decides colours. */
const ENV = { ...process.env, NO_COLOR: '', FORCE_COLOR: undefined }

export class Program {
  readonly child: ChildProcess
  stdout = ''
  stderr = ''

  constructor(path: string, words: string[], env: NodeJS.ProcessEnv = {}) {
    const file = fileURLToPath(new URL(`../../${path}`, import.meta.url))
    // Node strips types itself, in half the time that a loader takes to start.
    this.child = spawn(process.execPath, [file, ...words], { env: { ...ENV, ...env } })
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text
    })
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text
    })
  }

  /** Resolves when stderr has the text; rejects when the program ends without. */
  async said(text: string): Promise<void> {
    while (!this.stderr.includes(text)) {
      const ended = await Promise.race([
        once(this.child.stderr!, 'data').then(() => false),
        this.ended().then(() => true),
      ])
      if (ended && !this.stderr.includes(text)) throw new Error(`ended without "${text}": ${this.stderr}`)
    }
  }

  async ended(): Promise<Ended> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close')
    return { code: this.child.exitCode, stdout: this.stdout, stderr: this.stderr }
  }
}

/** Runs a program to its end. */
export function runProgram(path: string, words: string[], env?: NodeJS.ProcessEnv): Promise<Ended> {
  return new Program(path, words, env).ended()
}
