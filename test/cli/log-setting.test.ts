import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { withLogSetting } from '../../lib/cli/log-setting.ts'
import { ConfigError } from '../../lib/errors.ts'
import { runProgram } from './process.ts'

describe('HYGGE_LOG', () => {
  const plain = { json: false, plain: false }

  it('prints JSON lines where no terminal is, unless --plain asks for lines', () => {
    assert.equal(withLogSetting(plain, { HYGGE_LOG: 'json' }, false).json, true)
    assert.equal(withLogSetting(plain, { HYGGE_LOG: 'json' }, true).json, false)
    assert.equal(withLogSetting({ json: false, plain: true }, { HYGGE_LOG: 'json' }, false).json, false)
    assert.equal(withLogSetting({ json: true, plain: false }, { HYGGE_LOG: 'text' }, false).json, true)
    assert.equal(withLogSetting(plain, {}, false), plain)
  })

  it('refuses what it does not know', () => {
    const refused = (error: unknown) => error instanceof ConfigError && error.code === 'LOG_INVALID'
    assert.throws(() => withLogSetting(plain, { HYGGE_LOG: 'xml' }, false), refused)
  })

  it('tells errors as JSON, too', async () => {
    const { code, stdout } = await runProgram('bin/hygge-run.ts', ['nowhere.yml'], { HYGGE_LOG: 'json' })
    assert.equal(code, 2)
    assert.equal(JSON.parse(stdout).type, 'error')
  })
})
