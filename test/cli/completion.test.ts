import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, it } from 'node:test'
import { parseArguments } from '../../lib/cli/arguments.ts'

const script = (shell: string): string => {
  const invocation = parseArguments(['completion', shell], '0.1.0')
  assert.ok(invocation.command === 'text')
  return invocation.text
}

describe('completion', () => {
  it('knows every command and its options, and nothing that is hidden', () => {
    for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
      const text = script(shell)
      for (const word of [
        'journal',
        'check',
        'init',
        'schema',
        'completion',
        'rewind',
        'from',
        'dry-run',
        'timeout',
        'report',
      ])
        assert.ok(text.includes(word), `${shell}: ${word}`)
    }
    assert.ok(!/-a 'run'/.test(script('fish')))
  })

  it('refuses shells that it does not know, and options of a run', () => {
    assert.equal(parseArguments(['completion', 'csh'], '0').command, 'refused')
    assert.equal(parseArguments(['completion', 'bash', '--dry-run'], '0').command, 'refused')
  })

  it('completes in a real bash', { skip: existsSync('/bin/bash') ? false : 'there is no bash' }, () => {
    const complete = (...words: string[]) => {
      const line = ['hygge-run', ...words].map(word => `'${word}'`).join(' ')
      const ask = `COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _hygge_run; printf '%s\\n' "\${COMPREPLY[@]}"`
      return execFileSync('/bin/bash', ['-c', `shopt -s extglob\n${script('bash')}\n${ask}`], {
        encoding: 'utf8',
      }).split('\n')
    }
    assert.ok(complete('jou').includes('journal'))
    assert.ok(complete('journal', '').includes('rewind'))
    assert.deepEqual(complete('journal', 'show', '--la').slice(0, 1), ['--last'])
    assert.ok(complete('--dry').includes('--dry-run'))
  })
})
