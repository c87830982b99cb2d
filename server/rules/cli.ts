import { runCommand } from './command'

const { code, out, err } = runCommand(process.argv.slice(2), new Date())
process.stdout.write(out)
process.stderr.write(err)
process.exitCode = code
