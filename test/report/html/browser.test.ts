/** The page as a person sees it: in a real Chromium, by day, by night and on paper. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { reportPage } from '../../../lib/report/html/page.ts'
import { recorded } from './recorded.ts'

/** Debian's, Ubuntu's and others'; or the one that CHROMIUM names. */
const CHROMIUM = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find(path => path !== '' && existsSync(path))
const skip =
  CHROMIUM === undefined ? 'there is no Chromium on this machine: install one, or name it in CHROMIUM' : false

suite('the report in a browser', { skip }, () => {
  let browser: Browser
  let folder = ''
  let url = ''
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hygge-report-'))
    writeFileSync(join(folder, 'run.html'), reportPage(recorded()))
    url = pathToFileURL(join(folder, 'run.html')).href
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] })
  })
  after(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function open(options: Parameters<Browser['newPage']>[0] = {}) {
    const page = await browser.newPage({ viewport: { width: 1100, height: 1400 }, ...options })
    const complaints: string[] = []
    page.on('console', message => complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    page.on('request', request => {
      if (!/^(file|data):/.test(request.url())) complaints.push(`asked for ${request.url()}`)
    })
    await page.goto(url)
    return { page, complaints }
  }

  /** Where CHROMIUM_SHOTS names a folder, what was seen is kept for people. */
  async function look(page: Page, name: string): Promise<Buffer> {
    const kept = process.env.CHROMIUM_SHOTS
    return page.screenshot({ fullPage: true, ...(kept ? { path: join(kept, `${name}.png`) } : {}) })
  }

  test('loads without a complaint and asks nobody for anything', async () => {
    const { page, complaints } = await open()
    assert.deepEqual(complaints, [])
    assert.match(await page.title(), /1 of 5 failed/)
    await page.close()
  })

  test('every picture and table has a name, every heading its place', async () => {
    const { page } = await open()
    const snapshot = await page.locator('main').ariaSnapshot()
    for (const name of ['Timeline: 4 entities', 'Rows per second: at most', 'Memory: the process at most'])
      assert.ok(snapshot.includes(`img "${name}`), `${name}\n${snapshot}`)
    const headings = await page.getByRole('heading', { level: 2 }).allTextContents()
    assert.deepEqual(headings, ['What went wrong', 'Timeline', 'Throughput and memory', 'Receipts', 'Configuration'])
    const cells = await page.getByRole('rowheader').count()
    assert.equal(cells, 5)
    await page.close()
  })

  test('looks different by day and by night, and nothing is wider than the page', async () => {
    const shots: Buffer[] = []
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open({ colorScheme })
      shots.push(await look(page, `report-${colorScheme}`))
      const ink = await page.evaluate(
        'getComputedStyle(document.body).color + getComputedStyle(document.body).backgroundColor',
      )
      assert.equal(new Set(String(ink).split('rgb')).size, 3, 'text can be told from its ground')
      assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true)
      await page.close()
    }
    assert.ok(!shots[0]!.equals(shots[1]!))
    const { page } = await open({ viewport: { width: 400, height: 900 } })
    assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, 'also on a phone')
    await page.close()
  })

  test('goes onto paper', async () => {
    const { page } = await open({ colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.evaluate('getComputedStyle(document.body).backgroundColor'), 'rgb(255, 255, 255)')
    const pdf = await page.pdf({ format: 'A4' })
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
    await look(page, 'report-print')
    await page.close()
  })
})
