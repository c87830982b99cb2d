import type { Response, Responses } from '../actions/context'
import type { Desk } from '../actions/desk'
import { later, MINUTE } from '../clock'
import { OFFSET_PAGE } from '../missive/client'
import type { Promptly } from './promptly'

/** They change seldom, and each reading costs a call. */
const KEPT_MS = 10 * MINUTE
const TRIED_AGAIN_MS = MINUTE
/** More pages than this nobody looks through. */
const MOST_PAGES = 5

/** Missive's responses of the organization, read when somebody asks and the budget has room, and kept for a while. */
export const createResponses = (desk: Pick<Desk, 'clock' | 'people'>, promptly: Promptly): Responses => {
  let known: readonly Response[] | null = null
  let staleAt: Date | null = null
  let reading: Promise<void> | null = null
  let isOld = false

  const readAll = async (): Promise<Response[] | null> => {
    const all: Response[] = []
    for (let page = 0; page < MOST_PAGES; page++) {
      const organization = desk.people().organization.id
      const answer = await promptly('reads', (client) => client.responses(organization, page * OFFSET_PAGE))
      if (answer.kind !== 'ok') return null
      const { responses } = answer.value
      // A person's own are theirs.
      all.push(
        ...responses
          .filter(({ user }) => user == null)
          .map(({ id, title, subject, body }) => ({
            id,
            title: title ?? '',
            subject: subject ?? null,
            body: body ?? '',
          })),
      )
      if (responses.length < OFFSET_PAGE) break
    }
    return all
  }

  const read = async (): Promise<void> => {
    const found = await readAll()
    known = found ?? known
    staleAt = later(desk.clock(), found ? KEPT_MS : TRIED_AGAIN_MS)
    isOld = found === null
  }

  return async () => {
    if (staleAt === null || staleAt <= desk.clock()) {
      reading ??= read().finally(() => {
        reading = null
      })
      await reading
    }
    if (!isOld) return { responses: known ?? [], sentence: null }
    const sentence = known
      ? 'Missive’s responses could not be read just now: these are the ones known before.'
      : 'Missive’s responses could not be read just now. Try again in a minute.'
    return { responses: known ?? [], sentence }
  }
}
