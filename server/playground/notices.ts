/** What pops up for one person, as Missive's notifications do. */
export interface Notice {
  /** Counts up from 1, so that a page can ask for what it has not shown yet. */
  number: number
  personId: string
  conversationId: string
  title: string
  body: string
}

const REMEMBERED = 500

export const createNotices = () => {
  const notices: Notice[] = []
  let number = 0
  return {
    add(personIds: string[], about: { conversationId: string; title: string; body: string }) {
      for (const personId of personIds) notices.push({ number: ++number, personId, ...about })
      notices.splice(0, notices.length - REMEMBERED)
    },
    latest: () => number,
    since: (seen: number, personId: string): Notice[] =>
      notices.filter((notice) => notice.number > seen && notice.personId === personId),
  }
}
export type Notices = ReturnType<typeof createNotices>
