import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runDoctor } from './run'

declare const __BUILD_ID__: string

process.exitCode = await runDoctor(process.argv.slice(2), {
  variables: process.env,
  clock: () => new Date(),
  buildId: __BUILD_ID__,
  // The built doctor stands in `dist/server/`.
  root: resolve(dirname(fileURLToPath(import.meta.url)), '../..'),
  print: (text) => process.stdout.write(text),
  printError: (text) => process.stderr.write(text),
  isColored: process.stdout.isTTY && !process.env.NO_COLOR,
})
