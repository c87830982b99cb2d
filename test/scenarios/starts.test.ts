import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import type { SmallMissive } from '../../server/playground/small-missive'
import { onBothDatabases } from '../support/databases'
import { ALWAYS_OPEN, type Desk, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

let desk: Desk
afterEach(() => desk?.close())

const mail = { from: 'early@customer.example', subject: 'From before', text: 'Hello', team: 'Support' }

onBothDatabases((database) => {
  const open = async (options: Partial<Parameters<typeof openDesk>[0]> = {}) => {
    desk = await openDesk({ databaseUrl: await database.create(), ...options })
  }

  it('adopts what was there before its first start, and routes it when the customer writes again', async () => {
    let unowned = ''
    const before = (missive: SmallMissive) => {
      unowned = missive.receiveMail(mail).conversation
      missive.assign(missive.receiveMail({ ...mail, subject: 'Owned' }).conversation, [people.mei.id])
    }
    await open({ before })
    await desk.settle()
    expect(desk.told()).toEqual([])
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.mei.id]: 1 })

    desk.missive.receiveMail({ ...mail, conversation: unowned, text: 'Any news?' })
    await desk.settle()
    expect(desk.told().map((post) => post.conversation)).toEqual([unowned])
  })

  it('counts what was there before in the first decision', async () => {
    const before = (missive: SmallMissive) => {
      for (const person of [people.imani, people.lukas, people.mei, people.layla])
        missive.assign(missive.receiveMail(mail).conversation, [person.id])
    }
    await open({ before })
    const conversation = await desk.arrives()
    expect(desk.missive.look(conversation).assignees).toEqual([people.jose.id])
  })

  it('routes at its next start what came while it was down and no webhook told', async () => {
    await open()
    await desk.arrives()
    let missed = ''
    desk.missive.quietly(() => {
      missed = desk.missive.receiveMail({ ...mail, subject: 'While it was down' }).conversation
    })
    await desk.restarts()
    expect(desk.missive.look(missed).assignees).toHaveLength(1)
    expect(desk.told()).toHaveLength(2)
  })

  it('starts without rules, routes nothing, and leaves alone what is there when the first rules come', async () => {
    await open({ rules: null, before: (missive) => missive.receiveMail(mail) })
    await desk.arrives()
    expect(desk.told()).toEqual([])
    await desk.restarts({ rules: ALWAYS_OPEN })
    const subjects = desk.told().map((post) => post.notification.title.replace(/^.*: /, ''))
    expect(subjects).toEqual(['Where is my parcel?'])
  })
})
