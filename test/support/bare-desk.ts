import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { atDesk } from '../../server/actions/books'
import type { Desk, RulesInForce } from '../../server/actions/desk'
import { type Arrived, receive } from '../../server/actions/receive'
import { recount } from '../../server/actions/recount'
import { type Clock, later } from '../../server/clock'
import { createLog } from '../../server/log'
import { createMetrics } from '../../server/metrics'
import { harborAndPine } from '../../server/playground/harbor-and-pine'
import { parseRules } from '../../server/rules/parse'
import { directoryOf } from '../../server/store/directory'
import { openDatabase } from '../../server/store/open'
import { createStore } from '../../server/store/store'
import type { TeammateRow } from '../../server/store/tables'
import { createDueRound } from '../../server/work/due'
import { putInForce } from '../../server/work/rules-in-force'
import type { ConversationId, MissiveTeamId, TeammateId } from '../../shared/ids'

export interface BareDeskOptions {
  databaseUrl: string
  rules: string
  clock: Clock
  /** Whom the sample organization has besides: members of Support. */
  more?: number
}

const isTeammate = () => true

/** Like `teammate-17`, each a member of Support. */
export const anotherTeammate = (n: number): Omit<TeammateRow, 'goneAt'> => ({
  id: `teammate-${n}` as TeammateId,
  name: `Teammate ${n}`,
  email: `teammate-${n}@harborpine.example`,
  avatarUrl: null,
  isRouter: false,
})

/** Actions over a real database, without HTTP and without a Missive: for what is measured. */
export const openBareDesk = async ({ databaseUrl, rules: first, clock, more = 0 }: BareDeskOptions) => {
  const log = createLog('silent')
  const database = await openDatabase(databaseUrl, resolve('server/store/migrations'), log)
  const store = createStore(database)
  const others = Array.from({ length: more }, (_, n) => anotherTeammate(n))
  const users = harborAndPine.people.map(
    ({ id, name, email, isRouter }): Omit<TeammateRow, 'goneAt'> => ({
      id: id as TeammateId,
      name,
      email,
      avatarUrl: null,
      isRouter: isRouter ?? false,
    }),
  )
  const teams = harborAndPine.teams.map(({ id, name, members, observers }) => ({
    id: id as MissiveTeamId,
    name,
    activeMemberIds: [...members, ...(name === 'Support' ? others.map((each) => each.id) : [])] as TeammateId[],
    observerIds: observers as TeammateId[],
  }))
  await store.transaction((tx) => store.directory.replace(tx, [...users, ...others], teams, clock()))
  const teammates = await store.directory.teammates(store.db)
  const missiveTeams = await store.directory.teams(store.db)
  let inForce: RulesInForce | null = null
  const people = {
    organization: { id: harborAndPine.id, name: harborAndPine.name },
    routerId: users.find(({ isRouter }) => isRouter)?.id ?? ('' as TeammateId),
    teammateById: new Map(teammates.map((each) => [each.id, each])),
    teams: missiveTeams,
    readers: { routerId: '' as TeammateId, isTeammate },
  }
  const desk: Desk = {
    store,
    clock,
    newId: () => randomBytes(16).toString('base64url'),
    rules: () => inForce,
    people: () => people,
    whyLink: (id) => `https://baton.example/why/${id}`,
  }
  const round = createDueRound({
    desk,
    recount: () => recount(desk),
    adopted: async () => [],
    isBehind: async () => false,
    metrics: createMetrics({ openLoad: async () => [], waiting: async () => [], paused: async () => [] }),
    log,
    retainDays: 365,
    onDone: () => {},
  })

  const applyRules = async (text: string): Promise<void> => {
    const parsed = parseRules(text, 'rules.yaml')
    if ('problems' in parsed) throw new Error(parsed.problems.map((problem) => problem.text).join('\n'))
    const wanted = { document: parsed.document, text, version: null, author: 'a test', note: '', source: 'a test' }
    inForce = await putInForce(store, clock, wanted, directoryOf(teammates, missiveTeams), inForce)
  }
  await applyRules(first)

  return {
    desk,
    store,
    tables: database.tables,
    applyRules,

    /** Mail for a team, `batch` of them in one transaction. */
    async arrive(mails: readonly Arrived[], batch = 100): Promise<void> {
      for (let at = 0; at < mails.length; at += batch)
        await atDesk(desk, function* (tx, books) {
          for (const mail of mails.slice(at, at + batch)) yield* receive(desk, tx, books, mail)
        })
    },

    /** Does all that is due, as the server's loop would. */
    async doWhatIsDue(): Promise<void> {
      while (await round());
    },

    close: database.close,
  }
}

export interface BareMail {
  id: string
  from: string
  subject: string
  text: string
  team: string
  at: Date
}

const teamIds = new Map(harborAndPine.teams.map(({ id, name }) => [name, id as MissiveTeamId]))

/** New mail as the intake reads it. */
export const mailFrom = ({ id, from, subject, text, team, at }: BareMail): Arrived => ({
  snapshot: {
    id: id as ConversationId,
    subject,
    webUrl: null,
    missiveTeamId: teamIds.get(team) ?? null,
    isPrivate: false,
    labels: [],
    assignees: [],
    customerAddress: from,
    flags: { isClosed: false, isTrashed: false, isJunk: false, isSnoozed: false },
    messages: 1,
    lastActivityAt: later(at, 0),
  },
  happening: {
    kind: 'incoming',
    message: {
      id: `message-${id}`,
      subject,
      preview: text,
      from: { name: null, address: from },
      replyTo: [],
      to: [{ name: null, address: `${team.toLowerCase()}@harborpine.example` }],
    },
    at,
    channel: 'email',
  },
  bodyHash: null,
})
