import { type Language, loaded } from './language'

/** Languages beside English, each loaded when it is the reader's. */
const LANGUAGES: Record<string, () => Promise<Language>> = {
  de: async () => (await import('./de')).de,
  ar: async () => (await import('./ar')).ar,
}

const primary = (tag: string) => tag.slice(0, 2).toLowerCase()

/** Speaks the first of the reader's languages that Baton knows, English where it cannot be loaded. */
export const speakTo = async (languages: readonly string[]): Promise<void> => {
  const known = languages.map(primary).find((language) => language === 'en' || language in LANGUAGES) ?? 'en'
  const language = await LANGUAGES[known]?.().catch(() => null)
  if (!language) return
  loaded.value = language
  document.documentElement.lang = known
  document.documentElement.dir = language.direction
}
