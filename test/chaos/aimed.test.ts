import { setTimeout as sleep } from 'node:timers/promises'
import { it } from 'vitest'
import { SECOND } from '../../server/clock'
import { postgres, sqlite } from '../support/databases'
import { seed } from '../support/drawn'
import { holdUp } from '../support/hold-up'
import { withStore } from '../support/loads'
import { findUntruths } from './compare'
import { createMemory } from './memory'
import { type Edge, openSurroundings, type Surroundings } from './surroundings'

/** A server that waits for nothing else has read an answer by then. */
const READ_MS = 200
/** Later than that Missive takes nothing any more. */
const LANDED_MS = 31 * SECOND

/** A moment of a handoff at which its server is killed. */
interface Aim {
  moment: string
  /** Lets a server come there. */
  reach(surroundings: Surroundings): Promise<Afterwards>
  /** What the database then says of the latest call, and whether Missive has it. */
  left: { isFateUnknown: boolean; isPosted: boolean }
}

interface Afterwards {
  /** Once the server is gone. */
  gone?: () => Promise<void>
  /** Once the next server has looked for what the one before may have done. */
  looked?: () => void
}

const mailArrives = ({ missive }: Surroundings): void =>
  void missive.receiveMail({ from: 'dana@customer.example', subject: 'Where is it?', text: 'Hello', team: 'Support' })

/** Mail arrives and is handed off; resolves when its post is where `edge` wants it. */
const isHandedOff = async (surroundings: Surroundings, edge: (isThere: () => void) => Edge): Promise<void> => {
  const there = new Promise<void>((resolve) => surroundings.meetWith(edge(resolve)))
  mailArrives(surroundings)
  await there
  surroundings.meetWith((take) => take())
}

const isNeverAnswered = new Promise<never>(() => {})

const aims: Aim[] = [
  {
    moment: 'its call is begun',
    left: { isFateUnknown: false, isPosted: false },
    async reach(surroundings) {
      await isHandedOff(surroundings, (isThere) => async () => {
        isThere()
        return new Response('{}', { status: 429, headers: { 'retry-after': '5' } })
      })
      await surroundings.settle()
      mailArrives(surroundings)
      // Missive asked to wait: this one is decided, and does not go.
      await surroundings.settle()
      return { gone: async () => surroundings.passes(6 * SECOND) }
    },
  },
  {
    moment: 'Missive takes its call (never)',
    left: { isFateUnknown: true, isPosted: false },
    async reach(surroundings) {
      await isHandedOff(surroundings, (isThere) => () => {
        isThere()
        return isNeverAnswered
      })
      return {}
    },
  },
  {
    moment: 'Missive takes its call (late)',
    left: { isFateUnknown: true, isPosted: false },
    async reach(surroundings) {
      let looked = () => {}
      const landing = new Promise<void>((resolve) => {
        looked = resolve
      })
      await isHandedOff(surroundings, (isThere) => async (take) => {
        isThere()
        await landing
        return take()
      })
      return { looked }
    },
  },
  {
    moment: 'Missive answers its call',
    left: { isFateUnknown: true, isPosted: true },
    async reach(surroundings) {
      await isHandedOff(surroundings, (isThere) => async (take) => {
        surroundings.missive.webhooks.hold()
        await take()
        isThere()
        return isNeverAnswered
      })
      return {}
    },
  },
  {
    moment: 'the answer to its call is kept',
    left: { isFateUnknown: true, isPosted: true },
    async reach(surroundings) {
      let free = async () => {}
      await isHandedOff(surroundings, (isThere) => async (take) => {
        surroundings.missive.webhooks.hold()
        free = await holdUp(surroundings.databaseUrl)
        const answer = await take()
        isThere()
        return answer
      })
      await sleep(READ_MS)
      return { gone: () => free() }
    },
  },
]

const latestCall = (databaseUrl: string) =>
  withStore(databaseUrl, async ({ db }, { outbox }) => {
    const [call] = (await db.select().from(outbox).orderBy(outbox.id)).slice(-1)
    return { status: call?.status, isFateUnknown: call?.isFateUnknown }
  })

const each = aims.flatMap((aim) => [sqlite, postgres].map((database) => ({ ...aim, ...database })))

it.concurrent.for(each)(
  'hands off once on $name when killed before $moment',
  { timeout: 120_000 },
  async (aim, { expect }) => {
    const databaseUrl = await aim.create()
    const surroundings = await openSurroundings({ databaseUrl, seed, servers: 1 })
    const { missive, settle, passes, mend } = surroundings
    const posts = () => missive.conversations.all().map((conversation) => conversation.posts.length)
    const { gone, looked } = await aim.reach(surroundings)
    await surroundings.replace(
      0,
      (baton) => baton.kill(),
      async () => {
        await gone?.()
        const { isFateUnknown, isPosted } = aim.left
        expect(await latestCall(databaseUrl)).toEqual({ status: 'waiting', isFateUnknown })
        expect(posts().at(-1)).toBe(isPosted ? 1 : 0)
      },
    )
    mend()
    await settle()
    looked?.()
    for (let times = 0; times < 3; times++) {
      passes(LANDED_MS)
      await settle()
    }
    await surroundings.close()

    expect(posts()).toEqual(posts().map(() => 1))
    expect(await findUntruths(missive, databaseUrl, createMemory(missive))).toEqual([])
  },
)
