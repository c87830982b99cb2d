/** What a value could not be kept for: it is to blame, not the database (PostgreSQL, *Error Codes*, classes 22 and 23). */
const OF_A_VALUE = /^(SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)|2[23]\w{3}$|ERR_)/
/** Connections that end or never come have no code (node-postgres). */
const OF_A_CONNECTION =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/

/** The database could not do it now: it is locked, full, out of reach or being restarted. Later it may. */
export const isTrouble = (error: unknown): boolean => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown }
    if (typeof code === 'string') return !OF_A_VALUE.test(code)
    if (OF_A_CONNECTION.test(cause.message)) return true
  }
  return false
}
