import { ConversationId } from '../../shared/ids'
import { readText } from './formats'

const englishNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })
const letters = [...'abcdefghijklmnopqrstuvwxyz']
/** Codes that ISO 639-1 has taken back. */
const formerCodes = new Set(['bh', 'in', 'iw', 'ji', 'jw', 'mo', 'sh'])
const languages = letters
  .flatMap((first) => letters.map((second) => first + second))
  .filter((code) => !formerCodes.has(code))
  .flatMap((code) => ({ code, name: englishNames.of(code)?.toLowerCase() ?? '' }))
  .filter(({ name }) => name !== '')
const isLanguage = (code: string) => languages.some((language) => language.code === code)

/** "English" and "en-GB" mean en. */
const languageMeant = (text: string): string | undefined =>
  languages.find(({ code, name }) => name === text || text.startsWith(`${code}-`))?.code

/** Both written languages of Norway are told as one. */
const toldAs: Readonly<Record<string, string>> = { nb: 'no', nn: 'no' }

/** ISO 639-1, in lower case. */
export const Language = readText((text): string | { problem: string } => {
  const code = text.toLowerCase()
  const meant = languageMeant(code)
  const hint = meant ? `; did you mean ${meant}?` : ''
  return isLanguage(code)
    ? (toldAs[code] ?? code)
    : { problem: `"${text}" is not a language of two letters such as en or fr${hint}` }
}, /^[A-Za-z]{2}$/)

const PERCENTAGE = /^(\d{1,3}(?:\.\d+)?)%$/

/** "75%", read as 0.75: never none of it, never more than all. */
export const Percentage = readText((text): number | { problem: string } => {
  const percent = Number(PERCENTAGE.exec(text)?.[1] ?? Number.NaN)
  return percent >= 1 && percent <= 100
    ? percent / 100
    : { problem: `"${text}" is not a percentage from 1% to 100% such as 75%` }
}, PERCENTAGE)

/** Text of a form, as it is or in lower case; `what` names it in a problem. */
const textLike = (form: RegExp, what: string, tidy = (text: string) => text) =>
  readText(
    (text): string | { problem: string } => (form.test(text) ? tidy(text) : { problem: `"${text}" is not ${what}` }),
    form,
  )

const EMAIL = /^[^\s@]+@[^\s@]+$/

export const isEmail = (text: string): boolean => EMAIL.test(text)

const lowerCase = (text: string) => text.toLowerCase()

/** `#d03a2b`, in lower case. */
export const Color = textLike(/^#[\da-fA-F]{6}$/, 'a colour such as "#d03a2b"', lowerCase)

/** In lower case. */
export const Domain = textLike(/^[^\s@]+\.[^\s@.]+$/, 'a domain such as acme.example', lowerCase)

/** In lower case. */
export const Email = textLike(EMAIL, 'an e-mail address', lowerCase)

/** How a number begins, with spaces and signs as people write them. */
export const PhonePrefix = textLike(/^[+\s().-]*\d[\d\s().-]*$/, 'the beginning of a phone number such as "+44"')

const CONVERSATION = /^[\w-]{1,100}$/

export const Conversation = readText(
  (text): ConversationId | { problem: string } =>
    CONVERSATION.test(text)
      ? ConversationId.parse(text)
      : { problem: `"${text}" is not the id of a conversation: the end of its link in Missive` },
  CONVERSATION,
)
