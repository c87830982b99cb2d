import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listen } from '../../server/listen'
import { harborAndPine } from '../../server/playground/harbor-and-pine'
import { createSmallMissive } from '../../server/playground/small-missive'
import { ALWAYS_OPEN, SECRET, TOKEN } from './desk'
import { freePort } from './server-process'

/** Long enough for a server to come back, so that no delivery is ever given up. */
const RETRY_DELAYS_MS = Array.from({ length: 200 }, () => 100)

/** A Missive that listens outside the server's process, and what the server must be told to find it. */
export const openMissiveOutside = async (databaseUrl: string, rules = ALWAYS_OPEN) => {
  const port = await freePort()
  const webhook = { url: `http://127.0.0.1:${port}/webhooks/missive`, secret: SECRET }
  const missive = createSmallMissive({
    organization: harborAndPine,
    token: TOKEN,
    limits: null,
    webhook,
    retryDelaysMs: RETRY_DELAYS_MS,
  })
  const listening = await listen('127.0.0.1', 0, (request, env) => missive.app.fetch(request, env as object))
  const rulesFile = join(mkdtempSync(join(tmpdir(), 'baton-rules-')), 'rules.yaml')
  writeFileSync(rulesFile, rules)
  return {
    missive,
    rulesFile,
    variables: {
      PORT: String(port),
      MISSIVE_API_URL: `http://127.0.0.1:${listening.port}/v1`,
      MISSIVE_API_TOKEN: TOKEN,
      MISSIVE_WEBHOOK_SECRET: SECRET,
      DATABASE_URL: databaseUrl,
      RULES_FILE: rulesFile,
    },
    close: async () => {
      missive.stop()
      await listening.close(0)
    },
  }
}
export type MissiveOutside = Awaited<ReturnType<typeof openMissiveOutside>>
