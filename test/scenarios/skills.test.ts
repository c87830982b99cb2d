import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases } from '../support/databases'
import { type Desk, type DeskOptions, openDesk } from '../support/desk'

const RULES = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { hours: { mon-sun: "09:00-17:00" }, shift_end_margin: 0m, capacity: 2 }
teams:
  support: { missive_team: Support, members: [imani, lukas] }
teammates:
  imani: { missive_user: imani@harborpine.example, skills: [api], languages: [en, fr], access: manager }
  lukas: { missive_user: lukas@harborpine.example, languages: [en], hours: { mon-sun: "00:00-24:00" } }
urgency: { targets: { normal: 8h } }
topics:
  technical: { match: { words: [api] }, team: support, skill: api }
`
const FRENCH = 'Bonjour, pourriez-vous me dire quand ma commande arrivera enfin ? Je l’attends depuis une semaine.'

let desk: Desk
afterEach(() => desk?.close())

const assignees = (id: string) => desk.missive.look(id).assignees
const technical = (n: number) => ({ from: `customer-${n}@customer.example`, subject: 'The API' })

onBothDatabases((database) => {
  const open = async (options: Partial<DeskOptions> = {}) => {
    desk = await openDesk({ databaseUrl: await database.create(), rules: RULES, ...options })
  }

  it('gives it to who has the skill, and waits for them while they are full', async () => {
    await open()
    for (const n of [1, 2]) expect(assignees(await desk.arrives(technical(n)))).toEqual([people.imani.id])
    expect(assignees(await desk.arrives(technical(3)))).toEqual([])
  })

  it('waives a skill that nobody who is there has, and the note says so', async () => {
    await open({ at: '2026-11-23T20:00:00Z' })
    expect(assignees(await desk.arrives(technical(1)))).toEqual([people.lukas.id])
    expect(desk.told()[0]?.markdown).toContain('nobody who is there knows api')
  })

  it('gives it to who writes the language', async () => {
    await open()
    const id = await desk.arrives({ subject: 'Ma commande', text: FRENCH })
    expect(assignees(id)).toEqual([people.imani.id])
    expect(desk.told()[0]?.markdown).toContain('written in French')
  })

  it('keeps the language that a person set, whatever the customer writes', async () => {
    await open()
    const id = await desk.arrives({ text: 'Hello, when does my parcel arrive? I have waited for it for a week.' })
    const imani = await desk.signIn('imani')
    expect((await imani('setMatter', { id }, { language: 'de' })).status).toBe(200)
    desk.missive.receiveMail({ from: 'dana.whitfield@customer.example', text: FRENCH, conversation: id })
    desk.missive.unassign(id, assignees(id))
    await desk.settle()
    // So soon after its own call Baton asks Missive first.
    await desk.passes(1)
    expect(desk.told().at(-1)?.markdown).toContain('written in German')
  })
})
