import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const SCRIPT = fileURLToPath(new URL('../../server/build.mjs', import.meta.url))

/** For tests of the pages and of the server as a process: brings `dist` up to date, at once when it is. */
export const ensureBuilt = async (): Promise<void> => {
  await promisify(execFile)(process.execPath, [SCRIPT])
}
