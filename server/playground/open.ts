import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { harborAndPine } from './harbor-and-pine'
import { furnish, receiveSample } from './mail-stream'
import { createPlayground } from './playground'
import rulesText from './rules.yaml?raw'
import { sampleMails } from './sample-mail'
import { createSmallMissive, seededRandom } from './small-missive'

const MOUNTED_AT = '/playground/missive'
const FIRST_MAILS = 4
const FIRST_ORDER = 4411

export interface PlaygroundAddress {
  /** Where the server listens: `http://127.0.0.1:8787`. */
  address: string
  /** Folder of the built pages. */
  clientDir: string
}

/** A Missive of its own for one server: its API, its webhooks and its host page, and what it takes to connect to it. */
export const openPlayground = ({ address, clientDir }: PlaygroundAddress) => {
  const secret = randomBytes(24).toString('base64url')
  const token = randomBytes(24).toString('base64url')
  const smallMissive = createSmallMissive({
    organization: harborAndPine,
    token,
    webhook: { url: `${address}/webhooks/missive`, secret },
  })
  furnish(smallMissive, seededRandom(1))
  const pages = createPlayground({ smallMissive, panelUrl: `${address}/panel/`, clientDir })
  return {
    app: new Hono().route(MOUNTED_AT, smallMissive.app).route('/', pages),
    missive: {
      token,
      apiUrl: `${address}${MOUNTED_AT}/v1`,
      organizationId: null,
      webhookSecrets: [secret],
      scriptUrl: `${address}/playground/missive.js`,
    },
    rules: { text: rulesText, name: 'server/playground/rules.yaml' },
    /** The first mails, so that a newcomer finds something at work. */
    welcome: () => {
      for (const [index, mail] of sampleMails.slice(0, FIRST_MAILS).entries()) {
        receiveSample(smallMissive, mail, FIRST_ORDER + index)
      }
    },
    stop: smallMissive.stop,
  }
}
