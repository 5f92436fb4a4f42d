/** `npm run pictures`: runs the quickstart and takes the pictures of its terminal and its report that the pages show. Needs a Chromium. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** What the colours of the terminal and its weights are called in the page. */
const STYLES: Record<string, string> = { 1: 'b', 2: 'd', 31: 'r', 32: 'g', 33: 'y', 36: 'c' }

/** Some of all: a large table, small ones, one without rows. */
const SOME = 'erp.customers,erp.orders,erp.order_lines,erp.returns,vega.flights,vega.zipcodes,vega.airports'
const OUT = 'examples/quickstart/out'
const report = `${OUT}/run.html`
/** ECMA-48 §8.3.117: how text looks from here on. */
const SGR = new RegExp(`(${String.fromCharCode(27)}\\[[\\d;]*m)`)

await mkdir(OUT, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  const words = ['--import', 'tsx', 'examples/quickstart/quickstart.ts', '--select', SOME, '--report', report]
  const child = spawn(process.execPath, words, {
    env: { ...process.env, FORCE_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const add = (text: string) => {
    said += text
  }
  child.stdout.setEncoding('utf8').on('data', add)
  child.stderr.setEncoding('utf8').on('data', add)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`the quickstart ended with ${code}:\n${said}`)

  const terminal = await browser.newPage({ viewport: { width: 1240, height: 200 } })
  await terminal.setContent(terminalPage(said.replaceAll(`${process.cwd()}/`, '')))
  await terminal.screenshot({ path: here('terminal.png'), fullPage: true })

  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width: 1100, height: 1000 }, colorScheme })
    await page.goto(pathToFileURL(resolve(report)).href)
    await page.screenshot({ path: here(`report-${colorScheme}.png`) })
  }
} finally {
  await browser.close()
}

/** Text with SGR sequences (ECMA-48 §8.3.117) as a page that looks like a terminal. */
function terminalPage(text: string): string {
  const html = text
    .split(SGR)
    .map(piece => {
      if (!SGR.test(piece)) return piece.replace(/&/g, '&amp;').replace(/</g, '&lt;')
      const codes = piece.slice(2, -1)
      const names = codes.split(';').flatMap(code => STYLES[code] ?? [])
      return names.length === 0 ? '</span>' : `<span class="${names.join(' ')}">`
    })
    .join('')
  return `<style>body { margin: 0; background: #16191d; color: #dcdad5; } pre { margin: 0; padding: 20px 24px;
    font: 13px/1.5 "DejaVu Sans Mono", monospace; } .b { font-weight: 700 } .d { color: #8b929a } .r { color: #ff8078 }
    .g { color: #4cc38a } .y { color: #e3b341 } .c { color: #6fc3df }</style><pre>${html}</pre>`
}
