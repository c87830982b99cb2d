/** The time now; tests hand in one that moves when told. */
export type Clock = () => Date

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const later = (moment: Date, ms: number): Date => new Date(+moment + ms)
