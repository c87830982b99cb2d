import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import type { Claim } from '../../shared/api'
import type { TeammateId } from '../../shared/ids'
import { DAY, HOUR, later, MINUTE } from '../clock'
import { AppError } from '../errors'
import { run } from '../store/database'
import type { SignInCode } from '../store/sign-in'
import type { TeammateRow } from '../store/tables'
import type { Desk } from './desk'

const CODE_LIVES_MS = 10 * MINUTE
const TRIES = 5
const CODES_AN_HOUR = 3
const CODES_AN_HOUR_FOR_ALL = 60
export const SESSION_LIVES_MS = 30 * DAY
/** A session is prolonged at most this often, so that reading costs no write. */
const PROLONG_EVERY_MS = HOUR

/** Puts a code into the private conversation with this teammate; resolves when Missive took it. */
export type DeliverCode = (teammate: TeammateRow, code: string) => Promise<void>

export interface SignedIn {
  token: string
  teammateId: TeammateId
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const askedHash = (claim: Claim): string =>
  'email' in claim ? sha256(`email:${claim.email.toLowerCase()}`) : sha256(`teammate:${claim.teammateId}`)

/** The row's id salts it, so that equal codes look different. */
const codeHash = (id: string, code: string) => sha256(`${id}:${code}`)

const isSame = (a: string, b: string) => timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Who is at the other end is proved by a code that only they can read, inside Missive. */
export const createSignIn = (desk: Desk, deliver: DeliverCode) => {
  const { store, clock, newId } = desk

  const findTeammate = (claim: Claim): TeammateRow | null => {
    const { teammateById, routerId } = desk.people()
    const found =
      'email' in claim
        ? [...teammateById.values()].find(({ email }) => email === claim.email.toLowerCase())
        : teammateById.get(claim.teammateId)
    return found && !found.goneAt && found.id !== routerId ? found : null
  }

  return {
    /**
     * Sends a code to who was asked for, if they exist; the caller cannot tell. Resolves before the code is delivered.
     * Throws `AppError` `too_many_codes` or `sign_in_unavailable`.
     */
    askForCode: async (claim: Claim): Promise<void> => {
      const asked = askedHash(claim)
      const teammate = findTeammate(claim)
      const code = String(randomInt(1_000_000)).padStart(6, '0')
      await store.transaction(function* (tx) {
        yield* store.turns.take(tx, 'sign-in')
        const now = clock()
        const refused = yield* store.states.get(tx, 'sign-in refused')
        if (refused && new Date(refused.lookAgainAt) > now) throw new AppError('sign_in_unavailable', refused.reason)
        const since = later(now, -HOUR)
        const isTooMany =
          (yield* store.signIn.countCodes(tx, since, asked)) >= CODES_AN_HOUR ||
          (yield* store.signIn.countCodes(tx, since)) >= CODES_AN_HOUR_FOR_ALL
        if (isTooMany)
          throw new AppError(
            'too_many_codes',
            'Too many codes were asked for. Use the latest one, or try again in an hour.',
          )
        const id = newId()
        const row: SignInCode = {
          id,
          askedHash: asked,
          teammateId: teammate?.id ?? null,
          codeHash: codeHash(id, code),
          createdAt: now,
          expiresAt: later(now, CODE_LIVES_MS),
          triesLeft: TRIES,
          usedAt: null,
        }
        yield* run(store.signIn.endCodes(tx, asked, now))
        yield* run(store.signIn.addCode(tx, row))
        yield* run(store.dueWork.plan(tx, 'code expiry', [id], later(now, HOUR)))
      })
      if (teammate) void deliver(teammate, code)
    },

    /** Throws `AppError` `wrong_code`, the same for a wrong, an expired and a used code and for somebody unknown. */
    signIn: async (claim: Claim, code: string, kind: 'panel' | 'tab'): Promise<SignedIn> => {
      const token = randomBytes(32).toString('base64url')
      const teammateId = await store.transaction(function* (tx) {
        const now = clock()
        const live = yield* store.signIn.liveCode(tx, askedHash(claim), now)
        const tried = live && (yield* store.signIn.useTry(tx, live.id))
        const teammate = findTeammate(claim)
        if (
          !tried ||
          !isSame(tried.codeHash, codeHash(tried.id, code)) ||
          tried.teammateId !== teammate?.id ||
          !teammate
        )
          return null
        yield* run(store.signIn.markUsed(tx, tried.id, now))
        const expiresAt = later(now, SESSION_LIVES_MS)
        const session = {
          tokenHash: sha256(token),
          teammateId: teammate.id,
          kind,
          createdAt: now,
          seenAt: now,
          expiresAt,
        }
        yield* run(store.signIn.addSession(tx, session))
        return teammate.id
      })
      if (!teammateId)
        throw new AppError(
          'wrong_code',
          'This code is not right, or its ten minutes are over. Check it, or ask for a new one.',
        )
      return { token, teammateId }
    },

    /** Whose session this is; null when it ended, or when they are gone from Missive. */
    whoIs: (token: string): Promise<TeammateId | null> =>
      store.transaction(function* (tx) {
        const now = clock()
        const tokenHash = sha256(token)
        const session = yield* store.signIn.session(tx, tokenHash)
        if (!session || session.expiresAt <= now) return null
        const teammate = desk.people().teammateById.get(session.teammateId)
        if (!teammate || teammate.goneAt) {
          yield* run(store.signIn.endSession(tx, tokenHash))
          return null
        }
        if (later(session.seenAt, PROLONG_EVERY_MS) <= now)
          yield* run(store.signIn.keepSession(tx, tokenHash, now, later(now, SESSION_LIVES_MS)))
        return session.teammateId
      }),

    signOut: async (token: string): Promise<void> => {
      await store.signIn.endSession(store.db, sha256(token))
    },
  }
}

export type SignIn = ReturnType<typeof createSignIn>
