import { assigneesOf } from '../../server/playground/conversation'
import type { SmallMissive } from '../../server/playground/small-missive'
import { company, customer, pick } from './company'
import { createInMissive } from './in-missive'
import { createInPanel, type Panel } from './in-panel'
import type { Memory } from './memory'
import type { Happening } from './plan'

/** Those that people still work on. */
const LATEST = 60
const SUBJECTS = ['Where is my parcel?', 'Refund, please', 'A question', 'Charged twice', 'Outage since this morning']

/** What customers and colleagues do in a small Missive and in the panel, and what these choose. */
export const createHappenings = (missive: SmallMissive, memory: Memory, panel: () => Panel) => {
  const counts = new Map<string, number>()
  const stories = new Map<string, string[]>()
  const inPanel = createInPanel(memory, missive.clock, panel)
  const acts = { ...createInMissive(missive, memory), ...inPanel.acts }

  const reach = ({ which, what }: Happening) => {
    const latest = missive.conversations
      .all()
      .filter(({ teamId }) => teamId !== null)
      .slice(-LATEST)
    return latest.length === 0 ? null : { conversation: pick(latest, which), into: pick(latest, what) }
  }
  /** Who has not left. */
  const colleague = (n: number) =>
    pick(
      missive.organization.people.filter(({ isRouter }) => !isRouter),
      n,
    ).id

  const happen = (happening: Happening): unknown => {
    const { kind, which, who, what } = happening
    if (kind === 'mail') {
      missive.receiveMail({ ...customer(who), subject: pick(SUBJECTS, which), team: pick(company.teams, what).id })
      return
    }
    const found = reach(happening)
    if (!found) return false
    const { id } = found.conversation
    const before = assigneesOf(found.conversation)
    const person = colleague(who)
    const other = colleague(what)
    const line = `${missive.clock().toISOString()} ${kind}: ${person}, ${other}; before ${before.join(' and ') || 'nobody'}`
    stories.set(id, [...(stories.get(id) ?? []), line])
    return acts[kind]({ ...found, id, before, person, other, who, what })
  }

  return {
    resumeAll: inPanel.resumeAll,
    /** How often each kind changed anything. */
    counts: counts as ReadonlyMap<string, number>,
    /** What happened to each conversation, in lines. */
    stories: stories as ReadonlyMap<string, readonly string[]>,

    /** Lets it happen; resolves when what goes through the panel was answered. */
    async happen(happening: Happening): Promise<void> {
      if ((await happen(happening)) !== false) counts.set(happening.kind, (counts.get(happening.kind) ?? 0) + 1)
    },
  }
}
