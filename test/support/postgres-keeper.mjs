// Runs a PostgreSQL server for as long as standard input stays open, so that none outlives the tests, however they end.
// Any byte before the end means that the data folder is still wanted.
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'

const { command, args, options, folder } = JSON.parse(process.argv[2] ?? '')
let isFolderWanted = false

const server = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'inherit'] })
const leave = () => {
  if (!isFolderWanted) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  process.exit()
}
server.once('error', leave)
server.once('exit', leave)

// Ctrl-C reaches the server as well; stay until it has stopped.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => server.kill('SIGINT'))
process.stdin.on('data', () => {
  isFolderWanted = true
})
process.stdin.once('end', () => server.kill('SIGINT'))
