import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases } from '../support/databases'
import { type Desk, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

/** Lukas and Mei share Support. */
const RULES = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { capacity: 100, hours: { mon-sun: "00:00-24:00" }, shift_end_margin: 0m }
urgency: { targets: { normal: 90d } }
teams:
  support: { missive_team: Support, members: [lukas, mei] }
teammates:
  lukas: { missive_user: lukas@harborpine.example }
  mei: { missive_user: mei@harborpine.example, access: manager }
`

/** More than a page of Missive's lists. */
const SINCE = 60

let desk: Desk
afterEach(() => desk?.close())

onBothDatabases((database) => {
  const open = async () => {
    desk = await openDesk({ databaseUrl: await database.create(), rules: RULES })
  }
  const ownerOf = (id: string) => desk.missive.look(id).assignees
  const arrivesFrom = (name: string) => desk.arrives({ from: `${name}@customer.example`, subject: name })
  /** The first goes to one of them, the second to the other. */
  const twoOf = async () => {
    const ids = [await arrivesFrom('one'), await arrivesFrom('two')]
    const ofLukas = ids.find((id) => ownerOf(id).includes(people.lukas.id)) ?? ''
    return { ofLukas }
  }

  it('gives what waits for an answer of somebody who left Missive to somebody else, within the hour', async () => {
    await open()
    const { ofLukas } = await twoOf()
    // So much came since that no sweep but the nightly one reads as far as that.
    await desk.passes(10)
    for (let n = 0; n < SINCE; n++) {
      const { conversation } = desk.missive.receiveMail({ from: `${n}@customer.example`, text: 'Hi', team: 'Support' })
      desk.missive.close(conversation)
    }
    await desk.settle()
    await desk.passes(10)
    await arrivesFrom('last')
    await desk.passes(1)
    desk.missive.leave(people.lukas.id)
    await desk.passes(61)
    await desk.passes(1)
    expect(ownerOf(ofLukas)).toEqual([people.mei.id])
    const { body } = await (await desk.signIn('mei'))('conversation', { id: ofLukas })
    expect(body.trail).toMatchObject([
      { kind: 'routed', to: { id: people.mei.id } },
      { kind: 'unowned', why: 'Lukas Brandt has left Missive.' },
      { kind: 'routed' },
    ])
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.mei.id]: 3 })
  })

  it('leaves what somebody who left had together with another person to that one', async () => {
    await open()
    const id = await arrivesFrom('one')
    for (const person of [people.ana, people.jose]) {
      desk.missive.assign(id, [person.id])
      await desk.settle()
      await desk.passes(1)
    }
    expect(ownerOf(id)).toHaveLength(2)
    const other = await arrivesFrom('two')
    const mei = await desk.signIn('mei')
    await desk.passes(11)
    desk.missive.leave(people.jose.id)
    // Missive refuses a call that names somebody who left, so Baton finds out.
    const note = { why: 'He knows them', whatsNeeded: 'Answer', byWhen: null, context: '' }
    await mei('handOff', { id: other }, { to: people.jose.id, note, drafted: [], acknowledged: [], reopen: false })
    await desk.settle()
    expect(ownerOf(id)).toEqual([people.ana.id])
    const { body } = await mei('conversation', { id })
    expect(body).toMatchObject({ state: 'open', owners: [{ id: people.ana.id }] })
    expect(body.trail[0]).toMatchObject({
      kind: 'adopted',
      from: { id: people.jose.id },
      to: { id: people.ana.id },
      why: 'José Ñandú has left Missive, and Ana Souza was assigned too.',
    })
    expect((await expectLoadsRight(desk.databaseUrl))[people.ana.id]).toBe(1)
  })

  it('finds out by a refusal that somebody left, and gives it to somebody else at once', async () => {
    await open()
    await twoOf()
    const { ofLukas } = await twoOf()
    desk.missive.close(ofLukas)
    await desk.passes(11)
    desk.missive.leave(people.lukas.id)
    const id = await arrivesFrom('three')
    await desk.passes(1)
    expect(ownerOf(id)).toEqual([people.mei.id])
  })
})
