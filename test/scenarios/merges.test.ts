import { afterEach, expect, it } from 'vitest'
import { labels, people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases } from '../support/databases'
import { type Caller, type Desk, openDesk } from '../support/desk'
import { holdWrite } from '../support/hold-write'
import { expectLoadsRight } from '../support/loads'

const NOTE = { why: 'Aoi knows the order', whatsNeeded: 'Answer Dana', byWhen: null, context: '' }

const kinds = (view: { trail: { kind: string }[] }) => view.trail.map(({ kind }) => kind)
const routedIn = async (caller: Caller, id: string) =>
  kinds((await caller('conversation', { id })).body).filter((kind) => kind === 'routed').length

let desk: Desk
afterEach(() => desk?.close())

onBothDatabases((database) => {
  /** Two conversations of one customer, with owners. */
  const open = async () => {
    desk = await openDesk({ databaseUrl: await database.create() })
    const [one, other] = [await desk.arrives({ subject: 'One' }), await desk.arrives({ subject: 'The other' })]
    await desk.passes(3)
    desk.missive.addLabel(one, labels.refund.id)
    await desk.settle()
    return { one, other, imani: await desk.signIn('imani') }
  }

  /** Something of before comes again, so Missive is asked about it. */
  const isAskedAbout = (id: string) => {
    const isOfIt = (each: { type: string; conversationId: string }) =>
      each.type === 'conversation_assignee_change' && each.conversationId === id
    const delivery = desk.missive.webhooks.deliveries.findLast(isOfIt)
    if (delivery) desk.missive.webhooks.repeat(delivery)
  }

  it('makes one of two that were merged: one trail, one count, and the old id leads there', async () => {
    const { one, other, imani } = await open()
    desk.missive.merge(one, other)
    isAskedAbout(one)
    await desk.settle()
    await desk.passes(1)
    expect(await routedIn(imani, one)).toBe(2)
    expect(await routedIn(imani, other)).toBe(2)
    const counted = await expectLoadsRight(desk.databaseUrl)
    expect(Object.values(counted).reduce((sum, load) => sum + load, 0)).toBe(1)
  })

  it('follows a call that was under way when its conversation was merged, though nothing tells of it', async () => {
    const { one, other, imani } = await open()
    const letIn = holdWrite(desk.missive)
    await imani('handOff', { id: one }, { to: people.aoi.id, note: NOTE, drafted: [], acknowledged: [], reopen: false })
    const isUnderWay = () => desk.missive.requests.some(({ path, status }) => path === '/posts' && status === null)
    await expect.poll(isUnderWay).toBe(true)
    desk.missive.switches.apiWritesFireWebhooks = false
    desk.missive.merge(one, other)
    isAskedAbout(one)
    await expect.poll(() => routedIn(imani, other)).toBe(2)
    letIn()
    await desk.settle()
    await desk.passes(1)
    const { owners, trail } = (await imani('conversation', { id: other })).body
    expect(owners[0]).toMatchObject({ id: people.aoi.id })
    const handed = trail.find(({ kind }: { kind: string }) => kind === 'handed')
    expect(handed.delivery.state).toBe('confirmed')
  })
})
