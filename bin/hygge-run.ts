#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

// Checked before anything is imported: older versions fail on the imports with words that help nobody.
if (major < 22 || (major === 22 && minor < 15)) {
  console.error(
    `hygge-run needs Node.js 22.15 or newer; this is ${process.versions.node}. Install a newer one from https://nodejs.org.`,
  )
  process.exitCode = 2
} else {
  // Compiling our modules and those of the drivers is most of the time until something happens: the next start finds it done.
  const { enableCompileCache } = await import('node:module')
  enableCompileCache()
  const { main } = await import('../lib/cli/main.ts')
  process.exitCode = await main(process)
}
