import type { SmallMissive } from '../../server/playground/small-missive'

type Request = SmallMissive['requests'][number]

/** Whom a person gave a conversation to, or took as owner. */
export interface Choice {
  owner: string
  at: Date
}

/** Routing of a team, or of all, was held. */
export interface Pause {
  team: string | null
  since: Date
  /** What Missive was asked last before it, and before it ended. */
  after: Request | undefined
  until: Request | undefined
  isOver: boolean
}

export interface Absence {
  id: string
  person: string
  from: Date
  to: Date | null
}

/** What people chose and said, which Baton must have kept to in the end. */
export const createMemory = ({ clock, requests }: SmallMissive) => {
  const choices = new Map<string, Choice[]>()
  const unseen = new Set<string>()
  const nobodys = new Map<string, Date>()
  const wroteAt = new Map<string, Date>()
  const releasedAt = new Map<string, Date>()
  const pauses: Pause[] = []
  const absences: Absence[] = []

  const forget = (...ids: string[]) => {
    for (const id of ids) {
      choices.delete(id)
      nobodys.delete(id)
    }
  }

  return {
    /** By conversation, oldest first; none where nobody's choice stands. */
    choices: choices as ReadonlyMap<string, readonly Choice[]>,
    /** What became of these at some time, Baton could not know at once. */
    unseen: unseen as ReadonlySet<string>,
    /** Since when people want no owner for it. */
    nobodys: nobodys as ReadonlyMap<string, Date>,
    /** When people last took its owner off in Missive. */
    releasedAt: releasedAt as ReadonlyMap<string, Date>,
    pauses: pauses as readonly Pause[],
    absences: absences as readonly Absence[],

    chosen(id: string, owner: string): void {
      choices.set(id, [...(choices.get(id) ?? []), { owner, at: clock() }])
      nobodys.delete(id)
    },

    merges(id: string, into: string): void {
      forget(id, into)
      unseen.add(into)
    },

    leavesSight(id: string): void {
      forget(id)
      unseen.add(id)
    },

    /** What was chosen for these does not stand any more. */
    forget,

    released(id: string): void {
      forget(id)
      releasedAt.set(id, clock())
    },

    /** Who has left owns nothing. */
    left(person: string): void {
      forget(...[...choices].filter(([, all]) => all.some(({ owner }) => owner === person)).map(([id]) => id))
    },

    customerWrote(id: string): void {
      nobodys.delete(id)
      wroteAt.set(id, clock())
    },

    /** What the customer wrote a moment ago may be heard later. */
    needsNobody(id: string, unlessWroteWithinMs: number): void {
      forget(id)
      const at = wroteAt.get(id)
      // Of what was merged, Baton may still know the parts.
      if (unseen.has(id)) return
      if (!at || +clock() - +at > unlessWroteWithinMs) nobodys.set(id, clock())
    },

    paused(team: string | null): void {
      if (pauses.some((pause) => pause.team === team && !pause.isOver)) return
      pauses.push({ team, since: clock(), after: requests.at(-1), until: undefined, isOver: false })
    },

    resumed(team: string | null): void {
      for (const pause of pauses)
        if (pause.team === team && !pause.isOver) Object.assign(pause, { isOver: true, until: requests.at(-1) })
    },

    isAway(absence: Absence): void {
      absences.push(absence)
    },

    isBack(id: string): void {
      for (const absence of absences) if (absence.id === id) absence.to = clock()
    },
  }
}
export type Memory = ReturnType<typeof createMemory>
