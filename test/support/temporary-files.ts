import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Once for each run, before all else: whatever is made in the folder for temporary files goes with the run. */
export default () => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-tests-'))
  // PostgreSQL runs as somebody else where the tests run as root.
  chmodSync(folder, 0o755)
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
