import { afterEach, beforeAll, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { ensureBuilt } from '../support/build'
import { onBothDatabases, sqlite } from '../support/databases'
import { withStore } from '../support/loads'
import { freePort } from '../support/server-process'
import { type Clinic, diagnose, doEverythingOnce, openClinic } from './clinic'

beforeAll(ensureBuilt)

let clinic: Clinic
afterEach(() => clinic?.close())

/** The conversation that the doctor made. */
const ownOf = ({ missive }: Clinic) =>
  missive.conversations.all().filter(({ subject }) => subject?.startsWith('Baton doctor'))

onBothDatabases((database) => {
  it('finds nothing to mend in a good set-up, and leaves a closed conversation that concerns nobody', async () => {
    const databaseUrl = await database.create()
    clinic = await openClinic(databaseUrl)
    await clinic.startBaton()
    doEverythingOnce(clinic.missive)
    await clinic.missive.settled()
    const { code, findings } = await diagnose(clinic.variables)
    const lines = findings.map(({ name, verdict }) => `${verdict} ${name}`)
    expect(lines).toEqual([
      'good configuration',
      'good token',
      'good organization',
      'good rate limits',
      'good rules',
      'good team support',
      'good team billing',
      'good webhooks',
      'good own posts',
      'good public address',
      'good webhook address',
      'good clock',
      'good database',
      'good panel',
      'good remove_assignees',
      'good reopen',
      'good webhooks of own calls',
      'good posts',
      'good private conversations',
      'good guests',
      'unknown teams out of sight',
    ])
    expect(code).toBe(0)

    const [own, ...others] = ownOf(clinic)
    expect(others).toEqual([])
    const standing = { closed: true, assigned: true }
    expect([...(own?.standings ?? [])]).toEqual([[people.router.id, expect.objectContaining(standing)]])
    const kept = await withStore(databaseUrl, (store) =>
      store.transaction((tx) => store.states.get(tx, 'capabilities')),
    )
    expect(kept).toEqual({
      removeAssignees: 'works',
      reopen: 'as it says',
      apiWritesFireWebhooks: 'yes',
      ownPosts: 'left out',
      postTextKeys: ['markdown'],
      guestRows: 'none seen',
      guestUsers: 'none seen',
      unseenTeams: 'unknown',
      privateConversations: 'private',
    })
  })
})

it('keeps what it found out before when it cannot find it out again', async () => {
  const databaseUrl = await sqlite.create()
  clinic = await openClinic(databaseUrl)
  await clinic.startBaton()
  doEverythingOnce(clinic.missive)
  await clinic.missive.settled()
  await diagnose(clinic.variables)
  clinic.missive.switches.refuseRemoveAssignees = true
  await diagnose({ ...clinic.variables, PUBLIC_URL: `http://127.0.0.1:${await freePort()}`, PORT: '0' })
  const kept = await withStore(databaseUrl, (store) => store.transaction((tx) => store.states.get(tx, 'capabilities')))
  expect(kept).toMatchObject({ removeAssignees: 'refused', apiWritesFireWebhooks: 'yes' })
})
