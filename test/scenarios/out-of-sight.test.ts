import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases } from '../support/databases'
import { type Desk, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

const NOTE = { why: 'Lukas knows the order', whatsNeeded: 'Answer Dana', byWhen: null, context: '' }

let desk: Desk
afterEach(() => desk?.close())

onBothDatabases((database) => {
  const open = async () => {
    desk = await openDesk({ databaseUrl: await database.create() })
  }

  it('takes off what Missive refuses to find for it, and lists the refused handoff alone', async () => {
    await open()
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    desk.missive.takeAccess(id, people.router.id)
    const handOver = { to: people.grace.id, note: NOTE, drafted: [], acknowledged: [], reopen: false }
    await sofia('handOff', { id }, handOver)
    await desk.settle()
    const gone = { owners: [], why: expect.stringContaining('Missive does not show this conversation to Baton') }
    expect((await sofia('conversation', { id })).body).toMatchObject(gone)
    await sofia('handOff', { id }, handOver)
    await desk.settle()
    expect((await sofia('attention', {})).body.concerns).toMatchObject([{ conversationId: id }, { conversationId: id }])
    expect((await sofia('adminNow', {})).body.waiting).toEqual([])
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({})
  })
})
