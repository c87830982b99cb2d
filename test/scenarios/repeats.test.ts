import { afterEach, expect, it } from 'vitest'
import { onBothDatabases } from '../support/databases'
import { type Desk, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

const SECONDS = 1 / 60

let desk: Desk
afterEach(() => desk?.close())

onBothDatabases((database) => {
  /** A conversation with an owner, some minutes old. */
  const open = async () => {
    desk = await openDesk({ databaseUrl: await database.create() })
    const id = await desk.arrives()
    const [owner = ''] = desk.missive.look(id).assignees
    await desk.passes(3)
    const from = desk.missive.requests.length
    return {
      id,
      owner,
      /** How often Missive was asked about it since. */
      asked: () => desk.missive.requests.slice(from).filter(({ path }) => path === `/conversations/${id}`).length,
      held: async () => (await expectLoadsRight(desk.databaseUrl))[owner] ?? 0,
    }
  }

  const close = async (id: string) => {
    desk.missive.close(id)
    await desk.settle()
  }
  const reopen = async (id: string) => {
    desk.missive.reopen(id)
    await desk.settle()
  }

  /** The latest webhook of this type comes once more, as it was. */
  const comesAgain = async (type: string) => {
    const delivery = desk.missive.webhooks.deliveries.findLast((each) => each.type === type)
    if (!delivery) throw new Error(`No ${type} was sent`)
    desk.missive.webhooks.repeat(delivery)
    await desk.settle()
  }

  const counted = async (type: string, result: string): Promise<number> => {
    const text = await (await fetch(`${desk.url}/metrics`)).text()
    return Number(new RegExp(`baton_webhooks_total\\{type="${type}",result="${result}"\\} (\\d+)`).exec(text)?.[1] ?? 0)
  }

  it('takes a body equal to the latest one for a retry, and asks nobody', async () => {
    const { id, asked, held } = await open()
    await close(id)
    await comesAgain('conversation_closed')
    expect(await held()).toBe(0)
    expect(asked()).toBe(0)
    expect(await counted('conversation_closed', 'repeated')).toBe(1)
  })

  it('follows a conversation that is closed, reopened and closed in the same words', async () => {
    const { id, asked, held } = await open()
    await close(id)
    await reopen(id)
    await close(id)
    expect(await held()).toBe(0)
    expect(asked()).toBe(1)
  })

  it('changes nothing for a retry that comes after the reopening', async () => {
    const { id, asked, held } = await open()
    await close(id)
    await reopen(id)
    await comesAgain('conversation_closed')
    expect(await held()).toBe(1)
    expect(asked()).toBe(1)
  })

  it('believes no side until it has asked: the retry of a close, and then the close itself', async () => {
    const { id, held } = await open()
    await close(id)
    await reopen(id)
    await comesAgain('conversation_closed')
    await close(id)
    await desk.passes(1)
    expect(await held()).toBe(0)
  })

  it('asks about one conversation once a minute, and knows in the end', async () => {
    const { id, asked, held } = await open()
    for (let time = 0; time < 4; time++) {
      await close(id)
      await reopen(id)
    }
    expect(asked()).toBe(1)
    await desk.passes(59 * SECONDS)
    expect(asked()).toBe(1)
    await desk.passes(1 * SECONDS)
    expect(asked()).toBe(2)
    expect(await held()).toBe(1)
  })

  it('knows the retry of a message for what it is, and lets it reopen nothing', async () => {
    const { id, asked, held } = await open()
    await close(id)
    await comesAgain('incoming_email')
    expect(await held()).toBe(0)
    expect(asked()).toBe(0)
    expect(await counted('incoming_email', 'repeated')).toBe(1)
  })

  it('knows what was told before a restart, and on every server', async () => {
    const { id, asked, held } = await open()
    await close(id)
    await desk.restarts()
    await desk.joins()
    await reopen(id)
    await comesAgain('conversation_closed')
    expect(await held()).toBe(1)
    await comesAgain('conversation_reopened')
    await desk.passes(1)
    expect(await held()).toBe(1)
    expect(asked()).toBeLessThanOrEqual(2)
  })
})
