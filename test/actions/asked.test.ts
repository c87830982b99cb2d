import { afterEach, expect, it } from 'vitest'
import { aboutToAsk } from '../../server/actions/asked'
import { takeList } from '../../server/actions/take-list'
import { later, MINUTE, SECOND } from '../../server/clock'
import { createLog } from '../../server/log'
import { createMetrics } from '../../server/metrics'
import type { MissiveClient } from '../../server/missive/client'
import { ConversationPayload } from '../../server/missive/payloads'
import { readSnapshot } from '../../server/missive/snapshot'
import { harborAndPine, people } from '../../server/playground/harbor-and-pine'
import type { Database } from '../../server/store/database'
import { createLook } from '../../server/work/look'
import type { Promptly } from '../../server/work/promptly'
import type { ConversationId, HandoffId, TeammateId } from '../../shared/ids'
import { mailFrom, openBareDesk } from '../support/bare-desk'
import { onBothDatabases } from '../support/databases'
import { ALWAYS_OPEN } from '../support/desk'

const STARTED = new Date('2026-11-23T10:00:00Z')
const ID = 'conversation-1' as ConversationId
const IMANI = people.imani.id as TeammateId
const READERS = { routerId: '' as TeammateId, isTeammate: () => true }

let now = STARTED
let desk: Awaited<ReturnType<typeof openBareDesk>>
afterEach(() => desk?.close())

/** As Missive answers when it is asked, so many minutes after the mail came. */
const shows = (assignees: string[]) =>
  ConversationPayload.parse({
    id: ID,
    organization: { id: harborAndPine.id },
    team: { id: harborAndPine.teams.find(({ name }) => name === 'Support')?.id },
    users: Object.values(people).map(({ id }) => ({ id, assigned: assignees.includes(id) })),
    assignees: assignees.map((id) => ({ id })),
    messages_count: 1,
  })

/** Asks Missive, which answers like this. `transaction`: through which it works. */
const looks = (assignees: string[], transaction: Database['transaction'] = desk.store.transaction) => {
  const answer = { kind: 'ok', value: { conversations: [shows(assignees)] } }
  const client = { conversation: async () => answer } as unknown as MissiveClient
  const promptly: Promptly = (async (_share, call) => call(client)) as Promptly
  const metrics = createMetrics({ openLoad: async () => [], waiting: async () => [], paused: async () => [] })
  const store = { ...desk.store, transaction }
  return createLook({ desk: { ...desk.desk, store }, promptly, metrics, log: createLog('silent') })(ID, {
    share: 'reads',
  })
}

/** A webhook about the conversation comes, and is folded. */
const tells = async (assignees: string[]) => {
  const { store } = desk
  const row = {
    receivedAt: now,
    conversationId: ID,
    type: 'conversation_assignee_change',
    bodyHash: 'told',
    body: '{}',
  }
  await store.deliveries.add(store.db, [row])
  const snapshot = readSnapshot(shows(assignees), READERS)
  await desk.arrive([{ snapshot, happening: { kind: 'assignees' }, bodyHash: 'told' }])
  const latest = await store.transaction((tx) => store.deliveries.latest(tx))
  await store.deliveries.settle(store.db, [latest], 'accepted')
}

/** The same answer a moment later, when somebody has it. */
const isAskedAgain = async (assignees: string[]) => {
  now = later(now, SECOND)
  await looks(assignees)
}

/** Something else happens just before the nth transaction. */
const before = (nth: number, happens: () => Promise<void>) => {
  let count = 0
  const transaction: Database['transaction'] = async (body) => {
    count++
    if (count === nth) await happens()
    return desk.store.transaction(body)
  }
  return { transaction, wasReached: () => count >= nth }
}

const ownerOf = async () => {
  const known = await desk.store.transaction((tx) => desk.store.conversations.find(tx, ID))
  return { owner: known?.ownerId, assignees: known?.assignees }
}

onBothDatabases((database) => {
  const open = async () => {
    now = STARTED
    desk = await openBareDesk({ databaseUrl: await database.create(), rules: ALWAYS_OPEN, clock: () => now })
    const text = 'It should have come on Monday.'
    const mail = { id: ID, from: 'dana@customer.example', subject: 'Where is it?', text, team: 'Support', at: STARTED }
    await desk.arrive([mailFrom(mail)])
    now = later(now, MINUTE)
  }

  it.each([
    ['a webhook told', tells],
    ['a later answer showed', isAskedAgain],
  ])('takes nothing back that %s after Missive was asked, whenever that is', async (_newer, happens) => {
    // The first transaction is before Missive is asked.
    for (let nth = 2; ; nth++) {
      await open()
      const { transaction, wasReached } = before(nth, () => happens([IMANI]))
      const { again } = await looks([], transaction)
      if (!wasReached()) break
      expect(await ownerOf(), `before transaction ${nth}`).toEqual({ owner: IMANI, assignees: [IMANI] })
      expect(again).toEqual(later(now, 5 * SECOND))
      await desk.close()
    }
    expect.assertions(2 * 2)
  })

  it('believes an answer, though a clock that went ahead saw another', async () => {
    await open()
    const correct = now
    now = later(now, 60 * MINUTE)
    await looks([IMANI])
    now = later(correct, SECOND)
    const { again } = await looks([])
    expect({ again, ...(await ownerOf()) }).toMatchObject({ again: null, assignees: [] })
  })

  it('finds out by a list that a call was followed whose outcome nothing told', async () => {
    await open()
    const { store, tables } = desk
    const { owner } = await ownerOf()
    const known = () => store.transaction((tx) => store.conversations.find(tx, ID))
    const handoffId = (await known())?.pendingHandoffId
    await store.db.update(tables.outbox).set({ status: 'sent', sentAt: now })
    await store.db.update(tables.conversations).set({ assignees: [owner as TeammateId] })
    now = later(now, 60 * MINUTE)
    const snapshots = [readSnapshot(shows([owner as string]), READERS)]
    await takeList(desk.desk, { snapshots, asked: await aboutToAsk(desk.desk), importedAt: STARTED, during: 'start' })
    expect(await known()).toMatchObject({ ownerId: owner, pendingHandoffId: null })
    expect(await store.outbox.ofMany(store.db, [handoffId as HandoffId])).toMatchObject([{ status: 'confirmed' }])
  })

  it('takes nothing back by a list that is older than an answer', async () => {
    await open()
    const asked = await aboutToAsk(desk.desk)
    await isAskedAgain([IMANI])
    const snapshots = [readSnapshot(shows([]), READERS)]
    await takeList(desk.desk, { snapshots, asked, importedAt: STARTED, during: 'start' })
    expect(await ownerOf()).toEqual({ owner: IMANI, assignees: [IMANI] })
  })
})
