import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const CACHE = here('../../node_modules/.cache')

/** The Chromium of @sparticuz/chromium with what it needs from the environment; null where it does not run. */
export const chromiumFromNpm = async (): Promise<{ executablePath: string; env: Record<string, string> } | null> => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const folder = join(CACHE, `chromium-${packageVersion()}`)
  if (!existsSync(folder)) await unpack(folder)
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: here('./fonts.conf'),
      XDG_DATA_HOME: folder,
      XDG_CACHE_HOME: folder,
    },
  }
}

const packageVersion = (): string =>
  JSON.parse(readFileSync(here('../../node_modules/@sparticuz/chromium/package.json'), 'utf8')).version

/**
 * Two seconds and 200 MB, once for each version. Under another name until it is complete, because the package trusts
 * whatever it finds; its system libraries come only where it believes that it runs in Lambda.
 */
const unpack = async (folder: string): Promise<void> => {
  mkdirSync(CACHE, { recursive: true })
  const making = mkdtempSync(`${folder}-`)
  const env = { ...process.env, TMPDIR: making, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' }
  await promisify(execFile)(process.execPath, [here('./unpack-chromium.mjs')], { env })
  try {
    renameSync(making, folder)
  } catch (error) {
    // Another test file was faster; its copy is as good.
    rmSync(making, { recursive: true })
    if (!existsSync(folder)) throw error
  }
}
