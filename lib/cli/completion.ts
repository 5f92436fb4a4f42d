/** Scripts that make shells complete our command line, from the command line's own description. Pure. */
import type { Command, Option } from 'commander'

export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const
export type Shell = (typeof SHELLS)[number]

/** A command with its own name in full: `journal show`. */
interface Entry {
  path: string
  description: string
  options: { flags: string[]; description: string }[]
}

export function completionScript(program: Command, shell: Shell): string {
  const entries = entriesOf(program)
  switch (shell) {
    case 'bash':
      return bash(entries)
    case 'zsh':
      return `autoload -U +X bashcompinit && bashcompinit\n${bash(entries)}`
    case 'fish':
      return fish(entries)
    case 'powershell':
      return powershell(entries)
  }
}

function entriesOf(program: Command): Entry[] {
  const walk = (command: Command, path: string): Entry[] => [
    { path, description: command.description(), options: optionsOf(command) },
    ...command.commands.filter(isShown).flatMap(child => walk(child, `${path} ${child.name()}`.trim())),
  ]
  return walk(program, '')
}

/** Commander marks what help leaves out in this field alone. */
function isShown(command: Command): boolean {
  return Reflect.get(command, '_hidden') !== true
}

function optionsOf(command: Command): Entry['options'] {
  const own = command.options
    .filter(({ hidden }) => !hidden)
    .map((option: Option) => {
      const flags = [option.short, option.long].filter(flag => flag !== undefined && flag !== null)
      return { flags, description: option.description }
    })
  return [...own, { flags: ['-h', '--help'], description: 'print this help' }]
}

/** Words that may follow a command: its commands and its options. */
function wordsAfter(entries: Entry[], path: string): string[] {
  const depth = path === '' ? 1 : path.split(' ').length + 1
  const below = entries.filter(
    entry =>
      entry.path !== '' &&
      entry.path.split(' ').length === depth &&
      entry.path.startsWith(path === '' ? '' : `${path} `),
  )
  const options = entries.find(entry => entry.path === path)?.options ?? []
  return [...below.map(entry => entry.path.split(' ').at(-1) ?? ''), ...options.flatMap(({ flags }) => flags)]
}

function bash(entries: Entry[]): string {
  const cases = entries
    .filter(({ path }) => path !== '')
    .toSorted((a, b) => b.path.length - a.path.length)
    .map(({ path }) => `    "${path}"|"${path} "*) words="${wordsAfter(entries, path).join(' ')}" ;;`)
  return `# hygge-run completion bash > /etc/bash_completion.d/hygge-run
_hygge_run() {
  local line="\${COMP_WORDS[*]:1:COMP_CWORD-1}" word="\${COMP_WORDS[COMP_CWORD]}" words
  case "$line" in
${cases.join('\n')}
    *) words="${wordsAfter(entries, '').join(' ')}" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word") $(compgen -f -X '!*.@(yml|yaml)' -- "$word") $(compgen -d -- "$word"))
}
complete -o filenames -F _hygge_run hygge-run
`
}

function fish(entries: Entry[]): string {
  const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  const lines = entries.flatMap(({ path, description, options }) => {
    const words = path.split(' ').filter(word => word !== '')
    const seen = words.map(word => `__fish_seen_subcommand_from ${word}`).join('; and ')
    const parents = words
      .slice(0, -1)
      .map(word => `__fish_seen_subcommand_from ${word}`)
      .join('; and ')
    const self =
      words.length === 0
        ? []
        : [
            `complete -c hygge-run -n ${quoted(parents === '' ? '__fish_use_subcommand' : parents)} -a ${quoted(words.at(-1) ?? '')} -d ${quoted(description)}`,
          ]
    const own = options.map(option => {
      const flags = option.flags
        .map(flag => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`))
        .join(' ')
      return `complete -c hygge-run${seen === '' ? '' : ` -n ${quoted(seen)}`} ${flags} -d ${quoted(option.description)}`
    })
    return [...self, ...own]
  })
  return `# hygge-run completion fish > ~/.config/fish/completions/hygge-run.fish\n${lines.join('\n')}\n`
}

function powershell(entries: Entry[]): string {
  const table = entries.map(
    ({ path }) =>
      `    '${path}' = @(${wordsAfter(entries, path)
        .map(word => `'${word}'`)
        .join(', ')})`,
  )
  return `# hygge-run completion powershell | Out-String | Invoke-Expression   (in $PROFILE)
Register-ArgumentCompleter -Native -CommandName hygge-run -ScriptBlock {
  param($word, $line, $position)
  $words = @{
${table.join('\n')}
  }
  $path = ($line.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" } | Where-Object { $_ -ne $word -and $_ -notlike '-*' }) -join ' '
  while ($path -ne '' -and -not $words.ContainsKey($path)) { $path = if ($path.Contains(' ')) { $path.Substring(0, $path.LastIndexOf(' ')) } else { '' } }
  $words[$path] | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`
}
